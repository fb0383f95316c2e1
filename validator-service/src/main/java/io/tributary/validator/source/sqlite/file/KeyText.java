package io.tributary.validator.source.sqlite.file;

import io.tributary.common.change.RowImage;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Lists the values that a key may have in a file when the change topic gives only its text: {@code
 * 1} can be an INTEGER or, in a column without a type, a TEXT.
 */
public final class KeyText {
  private static final String WHOLE = "-?[0-9]{1,19}";
  private static final String REAL = "-?([0-9]+\\.?[0-9]*([eE][-+]?[0-9]+)?|Infinity)";
  private static final String HEX = "\\\\x([0-9a-f]{2})*";

  private KeyText() {}

  /** Every key that the table can hold with these texts, as rows that hold only the key. */
  public static List<RowImage> keys(TableMapping mapping, List<String> texts, Charset encoding) {
    List<RowImage> keys = List.of(new RowImage(List.of(), List.of()));
    for (int i = 0; i < texts.size(); i++) {
      String column = mapping.key().get(i);
      Affinity affinity = mapping.column(column).map(ColumnMapping::affinity).orElse(Affinity.BLOB);
      List<RowImage> longer = new ArrayList<>();
      for (RowImage key : keys) {
        for (StoredValue cell : meanings(texts.get(i), encoding)) {
          if (holds(affinity, cell)) {
            longer.add(with(key, column, cell));
          }
        }
      }
      keys = longer;
    }
    return keys;
  }

  /** A column with an affinity turns numbers into texts, or texts that are numbers into these. */
  private static boolean holds(Affinity affinity, StoredValue cell) {
    boolean number = cell.storage().equals("integer") || cell.storage().equals("real");
    return switch (affinity) {
      case TEXT -> !number;
      case INTEGER, REAL, NUMERIC ->
          number || !(cell.presentText().matches(WHOLE) || cell.presentText().matches(REAL));
      case BLOB -> true;
    };
  }

  private static RowImage with(RowImage key, String column, StoredValue cell) {
    List<String> columns = new ArrayList<>(key.columns());
    columns.add(column);
    List<String> values = new ArrayList<>(key.values());
    values.add(cell.text());
    Map<String, String> classes = new HashMap<>(key.storageClasses());
    classes.put(column, cell.storage());
    return new RowImage(columns, values, classes);
  }

  /** Every value with that text, one per storage class. */
  public static List<StoredValue> meanings(String text, Charset encoding) {
    List<StoredValue> meanings = new ArrayList<>();
    if (text.matches(WHOLE)) {
      try {
        meanings.add(new StoredValue("integer", text, Long.parseLong(text)));
      } catch (NumberFormatException e) {
        // beyond 64 bits, so it is no INTEGER
      }
    } else if (text.matches(REAL)) {
      meanings.add(new StoredValue("real", text, Double.parseDouble(text)));
    }
    meanings.add(new StoredValue("text", text, text.getBytes(encoding)));
    if (text.matches(HEX)) {
      byte[] bytes = HexFormat.of().parseHex(text.substring(2));
      meanings.add(new StoredValue("blob", text, bytes));
      meanings.add(new StoredValue("text-malformed", text, bytes));
      String withZero = new String(bytes, StandardCharsets.UTF_8);
      meanings.add(new StoredValue("text-nul", text, withZero.getBytes(encoding)));
    }
    return meanings;
  }
}
