package io.tributary.local.console;

import java.util.Locale;

/** How sizes are written for people. Pure. */
public final class ByteCount {
  private static final int KILO = 1024;

  private ByteCount() {}

  /** A size with its unit. */
  public static String display(long bytes) {
    String[] units = {"bytes", "kB", "MB", "GB", "TB"};
    double size = bytes;
    int unit = 0;
    while (size >= KILO && unit < units.length - 1) {
      size /= KILO;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit == 0 || size >= 100 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }
}
