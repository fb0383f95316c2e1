package io.tributary.local.browser;

import com.microsoft.playwright.options.ColorScheme;
import java.util.Locale;

/** How large a window is, and whether it is light or dark. */
enum ConsoleLook {
  WIDE_LIGHT(1280, 900, ColorScheme.LIGHT),
  WIDE_DARK(1280, 900, ColorScheme.DARK),
  NARROW_LIGHT(390, 844, ColorScheme.LIGHT),
  NARROW_DARK(390, 844, ColorScheme.DARK);

  final int width;
  final int height;
  final ColorScheme scheme;

  ConsoleLook(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  /** Such as {@code 1280-dark}, for names of files. */
  String word() {
    return width + "-" + scheme.name().toLowerCase(Locale.ROOT);
  }
}
