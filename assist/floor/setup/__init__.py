"""What an organisation's broker needs before anybody can join: configuration, people, certificates, enrolment files."""
