"""What all windows share: their look, signs and language. Knows neither the overlay nor the console."""
