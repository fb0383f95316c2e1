package io.tributary.local.init.text;

import java.util.Locale;

/**
 * A table or collection that was found.
 *
 * @param name its name
 * @param rows how many, for people, such as {@code 12,000 rows}
 * @param bytes its size; negative where it is not known
 */
public record DraftTable(String name, String rows, long bytes) {
  private static final int KILO = 1024;

  /** Rows and size, for people. */
  public String display() {
    return rows + (bytes < 0 ? "" : ", " + size(bytes));
  }

  /** A size with its unit. */
  public static String size(long bytes) {
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
