package io.tributary.validator.compare;

import io.tributary.common.sql.Sql;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.database.BoundStatement;
import io.tributary.validator.digest.DigestExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that read one end of one table; they are the same for both ends. */
public final class TableStatements {
  private final TableShape shape;
  private final KeyOrder order;
  private final DigestExpressions digests;

  /** Statements for a table of a server with these digests. */
  public TableStatements(TableShape shape, KeyOrder order, DigestExpressions digests) {
    this.shape = shape;
    this.order = order;
    this.digests = digests;
  }

  /** Id columns of a row: the key's, or one (the row's hash) where there is no key. */
  public int idColumns() {
    return Math.max(1, shape.key().size());
  }

  /** Count and digest of all rows. */
  public BoundStatement digest() {
    return digest(KeyRange.ALL);
  }

  /** Count and digest of a key range. */
  public BoundStatement digest(KeyRange range) {
    List<Object> parameters = new ArrayList<>();
    String where = within(range, parameters);
    return new BoundStatement("SELECT " + digests.sums() + " FROM " + summands(where), parameters);
  }

  /** Count and digest of the rows with these ids. */
  public BoundStatement digestOf(List<RowId> ids) {
    return new BoundStatement(
        "SELECT " + digests.sums() + " FROM " + summands(among()), arrays(ids, idColumns()));
  }

  /**
   * How many rows have one of these ids, which takes as long as there are ids, however large the
   * table is: each is looked up by the key's index. Not for tables without key, nor for keys of
   * types that are not built in, of which no index can be used.
   */
  public BoundStatement countOf(List<RowId> ids) {
    String keys = numbered(i -> "CAST(u" + i + " AS " + shape.key().get(i).type() + ") AS k" + i);
    String same =
        IntStream.range(0, idColumns())
            .mapToObj(i -> "t." + Sql.identifier(shape.key().get(i).name()) + " = u.k" + i)
            .collect(Collectors.joining(" AND "));
    // OFFSET 0 keeps the planner from reading the whole table where it takes many ids for more.
    return new BoundStatement(
        "SELECT count(*), 0, 0 FROM (SELECT DISTINCT r.part, r.place FROM (SELECT "
            + keys
            + unnested()
            + ") u CROSS JOIN LATERAL (SELECT t.tableoid AS part, t.ctid AS place FROM "
            + from()
            + " WHERE "
            + same
            + " OFFSET 0) r) q",
        arrays(ids, idColumns()));
  }

  /** Count of all rows without reading them. */
  public BoundStatement count() {
    return new BoundStatement("SELECT count(*), 0, 0 FROM " + from(), List.of());
  }

  /** Every n-th key of a range in order, as text. */
  public BoundStatement boundaries(KeyRange range, int everyRows) {
    List<Object> parameters = new ArrayList<>();
    String where = within(range, parameters);
    parameters.add(everyRows);
    // A key column may bear any name, such as that of the row's number.
    String texts = numbered(i -> printed("k" + i));
    String keys = numbered(i -> "t." + Sql.identifier(shape.key().get(i).name()) + " AS k" + i);
    return new BoundStatement(
        "SELECT "
            + texts
            + " FROM (SELECT "
            + keys
            + ", row_number() OVER (ORDER BY "
            + ordered()
            + ") AS n FROM "
            + from()
            + where
            + ") q WHERE n % ? = 0 ORDER BY n",
        parameters);
  }

  /** The n-th key of a range, as text, which reads no more than so many keys of the index. */
  public BoundStatement boundary(KeyRange range, int rows) {
    List<Object> parameters = new ArrayList<>();
    String where = within(range, parameters);
    parameters.add(rows - 1);
    return new BoundStatement(
        "SELECT "
            + each(TableStatements::printed)
            + " FROM "
            + from()
            + where
            + " ORDER BY "
            + ordered()
            + " OFFSET ? LIMIT 1",
        parameters);
  }

  /**
   * Count and digest by bucket of ids; first column is the bucket.
   *
   * @param digits of the hash of an id that name its bucket, in the base of 16
   */
  public BoundStatement buckets(int digits) {
    return new BoundStatement(
        "SELECT bucket, " + digests.sums() + " FROM " + bucketed(digits) + " GROUP BY bucket",
        List.of());
  }

  /** Id, content, copies and version of the rows of a key range. */
  public BoundStatement rowsIn(KeyRange range) {
    List<Object> parameters = new ArrayList<>();
    String where = within(range, parameters);
    return new BoundStatement(states(where), parameters);
  }

  /** The same for buckets, of names of one length. */
  public BoundStatement rowsIn(List<String> buckets) {
    String bucket = bucket(buckets.get(0).length());
    return new BoundStatement(states(" WHERE " + bucket + " = ANY(?)"), List.of(buckets));
  }

  /** The same for single ids. */
  public BoundStatement rowsOf(List<RowId> ids) {
    return new BoundStatement(states(among()), arrays(ids, idColumns()));
  }

  /** Id and the hash of each column, to see which columns differ. */
  public BoundStatement columnHashes(List<RowId> ids) {
    return perColumn(ids, c -> digests.hash(List.of("t." + Sql.identifier(c))));
  }

  /** Id and the text of each column. */
  public BoundStatement columnTexts(List<RowId> ids) {
    return perColumn(ids, TableStatements::printedOrNull);
  }

  /** The same with texts cut to so many characters, and an ellipsis behind those that are. */
  public BoundStatement cutColumnTexts(List<RowId> ids, int most) {
    return perColumn(
        ids,
        column -> {
          String text = printedOrNull(column);
          return "CASE WHEN char_length(%s) > %d THEN left(%s, %d) || '…' ELSE %s END"
              .formatted(text, most, text, most, text);
        });
  }

  private BoundStatement perColumn(List<RowId> ids, Function<String, String> expression) {
    String array =
        shape.columns().stream().map(expression).collect(Collectors.joining(", ", "ARRAY[", "]"));
    return new BoundStatement(
        "SELECT " + ids() + ", " + array + "::text[] FROM " + from() + among(),
        arrays(ids, idColumns()));
  }

  private String states(String where) {
    String names = numbered(i -> "i" + i);
    String versions = "string_agg(v, ';' ORDER BY v COLLATE \"C\")";
    return "SELECT "
        + names
        + ", CASE WHEN count(*) = 1 THEN min(h) ELSE "
        + DigestExpressions.HASH_OF_HASHES
        + " END, count(*), CASE WHEN count(*) = 1 THEN min(v) ELSE md5("
        + versions
        + ") END FROM (SELECT "
        + ids()
        + ", "
        + hash()
        + " AS h, t.tableoid::text || t.ctid::text || t.xmin::text AS v FROM "
        + from()
        + where
        + " OFFSET 0) q GROUP BY "
        + names;
  }

  /** OFFSET 0 keeps the planner from working out the text once for each use. */
  private String summands(String where) {
    return "(SELECT "
        + digests.summand(columns())
        + " AS h FROM "
        + from()
        + where
        + " OFFSET 0) q";
  }

  private String bucketed(int digits) {
    return "(SELECT "
        + digests.summand(columns())
        + " AS h, "
        + bucket(digits)
        + " AS bucket FROM "
        + from()
        + " OFFSET 0) q";
  }

  /** A table's own rows; those of inheriting tables are counted there, of partitions here. */
  private String from() {
    return (shape.partitioned() ? "" : "ONLY ") + Sql.table(shape.relation()) + " AS t";
  }

  private String hash() {
    return digests.hash(columns());
  }

  private List<String> columns() {
    return shape.columns().stream().map(c -> "t." + Sql.identifier(c)).toList();
  }

  private String bucket(int digits) {
    String id =
        shape.key().isEmpty()
            ? hash()
            : digests.hash(shape.key().stream().map(k -> "t." + Sql.identifier(k.name())).toList());
    return "left(" + id + ", " + digits + ")";
  }

  private String ids() {
    if (shape.key().isEmpty()) {
      return hash() + " AS i0";
    }
    return numbered(i -> printed(shape.key().get(i)) + " AS i" + i);
  }

  /**
   * The value as its type prints it, which is how keys stand in change topics. A cast to text is
   * not the same: it makes {@code true} of a boolean that prints {@code t}, takes the blanks of
   * {@code char(n)}, adds the length of an address's mask, and is a function of the application's
   * own where the owner of a type has made one, which would run as the role that compares.
   */
  private static String printed(KeyColumn key) {
    return printed("t." + Sql.identifier(key.name()));
  }

  private static String printed(String value) {
    return "format('%s', " + value + ")";
  }

  /** A composite whose fields are all NULL is not NULL. */
  private static String printedOrNull(String column) {
    String value = "t." + Sql.identifier(column);
    return "CASE WHEN num_nulls(" + value + ") = 0 THEN " + printed(value) + " END";
  }

  private String among() {
    if (shape.key().isEmpty()) {
      return " WHERE " + hash() + " = ANY(?)";
    }
    String casts =
        IntStream.range(0, idColumns())
            .mapToObj(
                i -> {
                  KeyColumn key = shape.key().get(i);
                  return key.builtIn() ? "CAST(u" + i + " AS " + key.type() + ")" : "u" + i;
                })
            .collect(Collectors.joining(", "));
    return " WHERE ("
        + each(k -> k.builtIn() ? "t." + Sql.identifier(k.name()) : printed(k))
        + ") IN (SELECT "
        + casts
        + unnested()
        + ")";
  }

  /** The columns of the ids, as texts. */
  private String unnested() {
    String names = numbered(i -> "u" + i);
    return " FROM unnest(" + each(k -> "?::text[]") + ") AS u(" + names + ")";
  }

  private String within(KeyRange range, List<Object> parameters) {
    List<String> conditions = new ArrayList<>();
    String bound = each(k -> "CAST(? AS " + k.type() + ")");
    if (range.after() != null) {
      conditions.add("(" + ordered() + ") > (" + bound + ")");
      parameters.addAll(range.after());
    }
    if (range.upTo() != null) {
      conditions.add("(" + ordered() + ") <= (" + bound + ")");
      parameters.addAll(range.upTo());
    }
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private String ordered() {
    return IntStream.range(0, shape.key().size())
        .mapToObj(
            i ->
                "t."
                    + Sql.identifier(shape.key().get(i).name())
                    + (order.byteOrder().get(i) ? " COLLATE \"C\"" : ""))
        .collect(Collectors.joining(", "));
  }

  private String numbered(IntFunction<String> part) {
    return IntStream.range(0, idColumns()).mapToObj(part).collect(Collectors.joining(", "));
  }

  private String each(Function<KeyColumn, String> part) {
    return shape.key().stream().map(part).collect(Collectors.joining(", "));
  }

  /** Ids turned into one array per id column, as {@code unnest} takes them. */
  private static List<Object> arrays(List<RowId> ids, int columns) {
    List<Object> arrays = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int column = c;
      arrays.add(ids.stream().map(id -> id.values().get(column)).toList());
    }
    return arrays;
  }
}
