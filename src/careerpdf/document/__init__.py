"""Document tree between templates and layout. Knows neither YAML nor PDF."""
