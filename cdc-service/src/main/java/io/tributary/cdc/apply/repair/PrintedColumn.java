package io.tributary.cdc.apply.repair;

/** How a value of the source is read as text; pure. */
public final class PrintedColumn {
  private PrintedColumn() {}

  /**
   * The value as its type prints it. A cast to text may be a function that the type's owner wrote.
   *
   * @param value an expression
   */
  public static String of(String value) {
    return "CASE WHEN pg_catalog.num_nulls(%1$s) = 0 THEN pg_catalog.format('%%s', %1$s) END"
        .formatted(value);
  }
}
