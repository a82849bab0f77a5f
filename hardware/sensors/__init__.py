"""What a cabinet feels: temperature, humidity, contacts."""
