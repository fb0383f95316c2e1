package io.tributary.cdc.apply.repair;

import java.util.List;

/** Keys of rows as parameters of a statement: an array for each column of the key. Pure. */
final class KeyArrays {
  private KeyArrays() {}

  /** One array for each column; the keys must not be none. */
  static String[][] of(List<List<String>> keys) {
    int columns = keys.get(0).size();
    String[][] arrays = new String[columns][keys.size()];
    for (int row = 0; row < keys.size(); row++) {
      for (int column = 0; column < columns; column++) {
        arrays[column][row] = keys.get(row).get(column);
      }
    }
    return arrays;
  }
}
