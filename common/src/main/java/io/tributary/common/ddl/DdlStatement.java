package io.tributary.common.ddl;

/**
 * One statement of a DDL file, as it is sent to the target.
 *
 * @param line where it begins in the file, from 1
 * @param sql the statement, its lines as in the file
 * @param grant whether it gives or takes rights, which is passed over when the target does not know
 *     the role
 */
public record DdlStatement(int line, String sql, boolean grant) {
  private static final int SHOWN = 120;

  /**
   * The line of the file that an answer means.
   *
   * @param position character of the statement, from 1; 0 for none
   */
  int lineAt(int position) {
    int end = Math.max(0, Math.min(position - 1, sql.length()));
    return line + (int) sql.substring(0, end).chars().filter(c -> c == '\n').count();
  }

  /** Its beginning, on one line. */
  String shown() {
    String flat = sql.replaceAll("\\s+", " ");
    return flat.length() <= SHOWN ? flat : flat.substring(0, SHOWN) + " …";
  }
}
