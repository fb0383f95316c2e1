package io.tributary.files.sqlite.table;

import io.tributary.mapping.sqlite.parser.Vec0Column;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A virtual table of sqlite-vec's module vec0 and the tables that keep its rows. The module need
 * not be there, and the virtual table itself is never opened.
 *
 * @param declared the virtual table
 * @param rowids the table with one row for each of its rows, keyed as the virtual table is
 */
public record VectorTable(Vec0Table declared, CaptureTable rowids) {
  /** The columns of tables other than those of texts that the module writes without a statement. */
  public static final Set<String> WRITTEN_IN_PLACE =
      Set.of("validity", "rowids", "vectors", "data");

  /** The name of the virtual table. */
  public String name() {
    return declared.name();
  }

  /** What the key is called in the table of rows. */
  public String keptAs() {
    return keptAs(declared);
  }

  static String keptAs(Vec0Table declared) {
    return declared.key().filter(Vec0Column::text).isPresent() ? "id" : Vec0Table.ROWID;
  }

  /** The columns of a row behind its rowid, as the module has them: a declared key comes first. */
  public List<Vec0Column> carried() {
    List<Vec0Column> carried = new ArrayList<>();
    declared.key().ifPresent(carried::add);
    carried.addAll(declared.values());
    return carried;
  }

  /** The columns of its rows. */
  List<CaptureColumn> columns() {
    List<CaptureColumn> columns = new ArrayList<>();
    if (declared.key().isEmpty()) {
      columns.add(
          new CaptureColumn(Vec0Table.ROWID, "INTEGER", TypeAffinity.INTEGER, true, 1, false));
    }
    carried().forEach(column -> columns.add(captured(column)));
    return columns;
  }

  private static CaptureColumn captured(Vec0Column column) {
    boolean key = column.role() == Vec0Column.Role.KEY;
    TypeAffinity affinity =
        column.role() == Vec0Column.Role.VECTOR
            ? TypeAffinity.BLOB
            : TypeAffinity.of(column.typeText(), false);
    return new CaptureColumn(column.name(), column.typeText(), affinity, key, key ? 1 : 0, false);
  }

  /** What its rows are sent by. */
  CaptureKey key() {
    String column = declared.key().map(Vec0Column::name).orElse(Vec0Table.ROWID);
    return new CaptureKey(List.of(column), rowids.key().kind(), true, false);
  }
}
