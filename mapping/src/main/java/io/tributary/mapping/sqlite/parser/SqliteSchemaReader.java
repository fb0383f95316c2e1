package io.tributary.mapping.sqlite.parser;

import io.tributary.common.error.TributaryException;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteIndex;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.schema.SqliteView;
import io.tributary.mapping.sqlite.schema.VirtualTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a schema from the rows of {@code sqlite_master}. Made for one file. */
public final class SqliteSchemaReader {
  /** SQLite itself writes these words, so that nothing can be between them. */
  private static final Pattern VIRTUAL =
      Pattern.compile("CREATE\\s+VIRTUAL\\s", Pattern.CASE_INSENSITIVE);

  private final List<VirtualTable> virtual = new ArrayList<>();
  private final List<VirtualTable> moving = new ArrayList<>();
  private final List<FullTextTable> searches = new ArrayList<>();
  private final List<SqliteTable> tables = new ArrayList<>();
  private final List<SqliteIndex> indexes = new ArrayList<>();
  private final List<SqliteView> views = new ArrayList<>();
  private final List<MappingRemark> remarks = new ArrayList<>();

  private final Map<String, String> statements = new HashMap<>();

  private SqliteSchemaReader(List<MasterEntry> entries) {
    entries.stream()
        .filter(entry -> entry.type().equals("table") && entry.sql() != null)
        .forEach(entry -> statements.put(entry.name(), entry.sql()));
  }

  /**
   * Reads the schema. A vec0 table counts as a table. Other virtual tables, the tables that belong
   * to them, triggers, and indexes and views that cannot be read are left out with a remark.
   *
   * @param entries all rows of sqlite_master
   * @param lastKeys by table, see {@link SqliteSchema#lastKeys}
   * @throws TributaryException {@code TRB-SQLITE-SCHEMA-UNREADABLE} naming the table
   */
  public static SqliteSchema read(List<MasterEntry> entries, Map<String, Long> lastKeys) {
    SqliteSchemaReader reader = new SqliteSchemaReader(entries);
    entries.stream().filter(SqliteSchemaReader::isVirtual).forEach(reader::virtual);
    entries.stream().filter(entry -> !isVirtual(entry)).forEach(reader::entry);
    return new SqliteSchema(
        List.copyOf(reader.tables),
        List.copyOf(reader.indexes),
        List.copyOf(reader.views),
        Map.copyOf(lastKeys),
        List.copyOf(reader.remarks),
        List.copyOf(reader.searches));
  }

  /** Whether an entry is a virtual table, of whatever module. */
  public static boolean isVirtual(MasterEntry entry) {
    return entry.sql() != null
        && entry.type().equals("table")
        && VIRTUAL.matcher(entry.sql()).lookingAt();
  }

  private void virtual(MasterEntry entry) {
    VirtualTable table = readable(entry, VirtualTable::parse);
    virtual.add(table);
    try {
      Optional<Vec0Table> vectors = Vec0Table.parse(entry.sql());
      if (vectors.isPresent()) {
        vectors.get().requireLayout(statements);
        tables.add(vectors.get().table());
        moving.add(table);
        return;
      }
    } catch (SqliteSyntaxException e) {
      remark(
          entry,
          RemarkCode.VECTORS_REFUSED,
          "Where it keeps its rows is not known, as " + e.getMessage() + ".");
      return;
    }
    if (!search(entry)) {
      leftOut(entry, table);
    }
  }

  /** A full-text table that cannot be read is one that is left out. */
  private boolean search(MasterEntry entry) {
    try {
      Optional<FullTextTable> search = FullTextTable.parse(entry.sql());
      search.ifPresent(searches::add);
      return search.isPresent();
    } catch (SqliteSyntaxException e) {
      return false;
    }
  }

  private void leftOut(MasterEntry entry, VirtualTable table) {
    remark(
        entry,
        RemarkCode.VIRTUAL_TABLE_LEFT_OUT,
        "It is a virtual table of the module "
            + table.module()
            + ", which PostgreSQL does not have.");
  }

  private void entry(MasterEntry entry) {
    if (entry.sql() == null || entry.name().toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
      return;
    }
    switch (entry.type()) {
      case "table" -> table(entry);
      case "index" -> add(entry, indexes, IndexParser::index, RemarkCode.INDEX_LEFT_OUT);
      case "view" -> add(entry, views, IndexParser::view, RemarkCode.VIEW_LEFT_OUT);
      default -> remark(entry, RemarkCode.TRIGGER_LEFT_OUT, "Left out: " + entry.sql());
    }
  }

  private void table(MasterEntry entry) {
    if (moving.stream().anyMatch(table -> table.owns(entry.name()))) {
      return;
    }
    if (owned(entry.name())) {
      remark(
          entry, RemarkCode.VIRTUAL_TABLE_LEFT_OUT, "It holds what a virtual table keeps inside.");
    } else {
      tables.add(readable(entry, TableParser::parse));
    }
  }

  private boolean owned(String name) {
    return virtual.stream().anyMatch(table -> table.owns(name));
  }

  private <T> T readable(MasterEntry entry, Function<String, T> parser) {
    try {
      return parser.apply(entry.sql());
    } catch (SqliteSyntaxException e) {
      throw new TributaryException(
          SqliteSchemaError.UNREADABLE,
          "The declaration of the SQLite table "
              + entry.name()
              + " cannot be read: "
              + e.getMessage()
              + ". Give the target's DDL as a file for this source.",
          Map.of("table", entry.name(), "sql", entry.sql()),
          e);
    }
  }

  private <T> void add(
      MasterEntry entry, List<T> list, Function<String, T> parser, RemarkCode leftOut) {
    if (owned(entry.table())) {
      return;
    }
    try {
      list.add(parser.apply(entry.sql()));
    } catch (SqliteSyntaxException e) {
      remark(
          entry,
          leftOut,
          "Left out, as it cannot be read (" + e.getMessage() + "): " + entry.sql());
    }
  }

  private void remark(MasterEntry entry, RemarkCode code, String text) {
    remarks.add(MappingRemark.ofWhole(entry.name(), code, text));
  }
}
