"""The floor under load and under faults: `bench floor`, `bench floor-faults`."""
