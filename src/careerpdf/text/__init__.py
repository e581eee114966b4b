"""Text setting: OpenType fonts, HarfBuzz shaping, line breaking and the Paragraph flowable."""
