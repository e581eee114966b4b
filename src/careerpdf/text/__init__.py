"""Setting text: OpenType fonts, HarfBuzz shaping, line breaking and the Paragraph flowable."""
