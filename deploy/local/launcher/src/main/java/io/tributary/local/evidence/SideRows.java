package io.tributary.local.evidence;

import java.util.Optional;

/**
 * What a side of a table has now.
 *
 * @param rows how many
 * @param digest of all of them, as a report has it; empty where none was asked for, or this side
 *     cannot be digested here
 */
record SideRows(long rows, Optional<String> digest) {

  static SideRows counted(long rows) {
    return new SideRows(rows, Optional.empty());
  }
}
