"""Sound in: recordings and devices, always as 16 kHz mono float32, one channel a speaker."""
