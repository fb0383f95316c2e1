package io.tributary.cdc.apply.convert;

import static io.tributary.cdc.apply.convert.SqliteTables.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.conversion.SourceValue.Bytes;
import io.tributary.mapping.conversion.SourceValue.Real;
import io.tributary.mapping.conversion.SourceValue.Text;
import io.tributary.mapping.conversion.SourceValue.Whole;
import io.tributary.mapping.row.KeyReturn;
import io.tributary.mapping.row.ReturnedRow;
import io.tributary.mapping.row.RowReturn;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.table.TableMapping;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys go out as apply takes them, with the map of keys, and are found again on the way back. */
class ReturnedKeysTest {
  private static final String NAMESPACE = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
  private static final String SPELLED = "{CF1822FF-BC68-4778-AB49-1044D5E34124}";
  private static final String UUID = "cf1822ff-bc68-4778-ab49-1044d5e34124";
  private static final List<String> TABLES =
      List.of(
          "session (id TEXT PRIMARY KEY, head TEXT REFERENCES session)",
          "message (session TEXT REFERENCES session, n INTEGER, PRIMARY KEY (session, n))",
          "note (id INTEGER PRIMARY KEY, session TEXT, n INTEGER,"
              + " FOREIGN KEY (n, session) REFERENCES message (n, session))",
          "visit (id INTEGER PRIMARY KEY, who TEXT)",
          "slot (day TEXT, room TEXT, PRIMARY KEY (day, room))",
          "counter (n TEXT PRIMARY KEY)",
          "bag (k PRIMARY KEY)",
          "flag (f TEXT PRIMARY KEY)",
          "amount (a NUMERIC PRIMARY KEY)",
          "measure (r REAL PRIMARY KEY)",
          "item (id INTEGER PRIMARY KEY)");
  private static final String RULES =
      """
      migration: m
      target: {connection: {host: h, database: d, user: u, tls-unverified: accepted}, schemas: {app: {role: app}}}
      sources:
        - name: src
          kind: sqlite
          file: /srv/app.db
          schemas: [{from: main, to: app}]
          tables:
            session: {columns: {id: {convert: uuid, namespace: %1$s}}}
            visit: {columns: {who: {convert: uuid, namespace: %1$s}}}
            slot: {columns: {day: {convert: date}}}
            counter: {columns: {n: {convert: integer}}}
            flag: {columns: {f: {convert: boolean}}}
      """
          .formatted(NAMESPACE);

  private final Source source = MigrationFile.parse(RULES).source("src");
  private final MappingBasis basis =
      MappingBasis.ofFile(
          TABLES.stream()
              .map(t -> new MasterEntry("table", name(t), name(t), "CREATE TABLE " + t))
              .toList(),
          Map.of(),
          List.of());
  private final MappedSource mapped = new MappedSource(source, basis);
  private final Map<String, String> kept = new HashMap<>();
  private final KeyReturn map =
      (table, key) -> Optional.ofNullable(kept.get(table.name() + " " + key));

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("session", row("id", "agent-005"), null, Map.of("id", new Text("agent-005"))),
        Arguments.of(
            "session", row("id", SPELLED), row("id", UUID), Map.of("id", new Text(SPELLED))),
        Arguments.of(
            "message",
            row("session", "a\"b", "n", "7"),
            null,
            Map.of("session", new Text("a\"b"), "n", new Whole(7))),
        Arguments.of(
            "slot",
            row("day", "2026-01-02T00:00", "room", "x"),
            row("day", "2026-01-02", "room", "x"),
            Map.of("day", new Text("2026-01-02T00:00"), "room", new Text("x"))),
        Arguments.of("counter", row("n", "007"), row("n", "7"), Map.of("n", new Text("007"))),
        Arguments.of("flag", row("f", "Yes"), row("f", "t"), Map.of("f", new Text("Yes"))),
        Arguments.of(
            "bag", row(row("k", "1"), "k", "integer"), row("k", "1"), Map.of("k", new Whole(1))),
        Arguments.of(
            "bag", row(row("k", "1"), "k", "text"), row("k", "1"), Map.of("k", new Text("1"))),
        Arguments.of("amount", row("a", "12"), row("a", "12"), Map.of("a", new Whole(12))),
        Arguments.of("amount", row("a", "0.10"), row("a", "0.1"), Map.of("a", new Real(0.1))),
        Arguments.of(
            "measure", row("r", "1.0e+20"), row("r", "1e+20"), Map.of("r", new Real(1e20))),
        Arguments.of("item", row("id", "5"), row("id", "5"), Map.of("id", new Whole(5))));
  }

  /**
   * A key is found as the source stores it.
   *
   * @param topic the row as it goes out
   * @param printed its key as PostgreSQL prints it; null where that is the literal that is written
   */
  @ParameterizedTest
  @MethodSource("keys")
  void findsTheKeyThatTheSourceStores(
      String table, RowImage topic, RowImage printed, Map<String, SourceValue> stored) {
    RowImage key = goesOut(table, topic);

    Optional<Map<String, SourceValue>> found =
        back(table).key(printed == null ? key : printed, map);

    assertThat(found).contains(stored);
  }

  static Stream<Arguments> storedKeys() {
    return Stream.of(
        Arguments.of("session", row("id", SPELLED), Map.of("id", new Text(SPELLED))),
        Arguments.of(
            "message",
            row("session", "a\"b", "n", "7"),
            Map.of("session", new Text("a\"b"), "n", new Whole(7))),
        Arguments.of("amount", row("a", "12"), Map.of("a", new Whole(12))),
        Arguments.of("amount", row("a", "0.1"), Map.of("a", new Real(0.1))),
        Arguments.of("amount", row(row("a", "x"), "a", "text"), Map.of("a", new Text("x"))),
        Arguments.of("measure", row("r", "1E+20"), Map.of("r", new Real(1e20))),
        Arguments.of("bag", row(row("k", "1"), "k", "integer"), Map.of("k", new Whole(1))),
        Arguments.of("bag", row(row("k", "1"), "k", "text"), Map.of("k", new Text("1"))),
        Arguments.of("bag", row("k", "\\x01ff"), Map.of("k", new Bytes(new byte[] {1, -1}))),
        Arguments.of(
            "bag", row(row("k", "\\x6100"), "k", "text-nul"), Map.of("k", new Text("a\0"))),
        Arguments.of(
            "flag", row(row("f", "\\x61"), "f", "blob"), Map.of("f", new Bytes(new byte[] {97}))));
  }

  /**
   * A row of the file has one name, whoever reads it.
   *
   * @param topic the row as the connector sends it
   */
  @ParameterizedTest
  @MethodSource("storedKeys")
  void namesAStoredRowAsItsStreamDoes(
      String table, RowImage topic, Map<String, SourceValue> stored) {
    TableMapping mapping =
        MappingPlanner.plan(source, basis).table(new TableName("main", table)).orElseThrow();

    assertThat(SourceKey.of(mapping, stored))
        .isEqualTo(mapped.table(mapping.source()).orElseThrow().sharedKey(topic));
  }

  @Test
  void spellsWhatRefersToAKeyLikeTheKey() {
    RowImage spelled = goesOut("session", row("id", SPELLED));
    RowImage derived = goesOut("session", row("id", "agent-005"));
    goesOut("message", row("session", "agent-005", "n", "7"));
    String uuid = derived.value("id");

    assertThat(changed("session", row("id", uuid, "head", UUID), Map.of()))
        .isEqualTo(Map.of("id", new Text("agent-005"), "head", new Text(SPELLED)));
    assertThat(
            changed(
                "note",
                row("id", "1", "session", uuid, "n", "7"),
                Map.of("id", new Whole(1), "session", new Text(SPELLED), "n", new Whole(6))))
        .isEqualTo(Map.of("session", new Text("agent-005"), "n", new Whole(7)));
    assertThat(changed("visit", row("id", "1", "who", uuid), Map.of("id", new Whole(1))))
        .as("a reference that no foreign key declares")
        .isEqualTo(Map.of("who", new Text("agent-005")));
    assertThat(spelled.value("id")).isEqualTo(UUID);
  }

  @Test
  void aRowThatIsBornAtTheTargetIsNamedByItsUuidWhateverItIsModelledOn() {
    String born = "2ed6657d-e927-568b-95e1-2665a8aea6a2";

    assertThat(back("session").key(row("id", born), map)).contains(Map.of("id", new Text(born)));
    assertThat(
            changed(
                "session",
                row("id", UUID, "head", born),
                Map.of("id", new Text(UUID), "head", new Text(SPELLED))))
        .isEqualTo(Map.of("head", new Text(born)));
  }

  @Test
  void asksForTheKeysThatItNeeds() {
    assertThat(back("message").wanted(row("session", UUID, "n", "7")))
        .isEqualTo(
            Map.of(
                new TableName("main", "message"),
                java.util.Set.of("[\"" + UUID + "\",\"7\"]"),
                new TableName("main", "session"),
                java.util.Set.of(UUID)));
    assertThat(back("item").wanted(row("id", "5"))).isEmpty();
  }

  @Test
  void refusesARowWithoutAValueThatItNeeds() {
    ReturnedRow row = back("item").back(row("id", RowImage.UNCHANGED), Map.of(), map);

    assertThat(row).isInstanceOf(ReturnedRow.Refused.class);
  }

  private Map<String, SourceValue> changed(
      String table, RowImage row, Map<String, SourceValue> stored) {
    return ((ReturnedRow.Accepted) back(table).back(row, stored, map)).changed();
  }

  /** Keeps the key as apply does, and gives it as it is written into the target. */
  private RowImage goesOut(String table, RowImage topic) {
    MappedTable out = mapped.table(new TableName("main", table)).orElseThrow();
    ConvertedRow.Accepted row = (ConvertedRow.Accepted) out.convert(topic, 1, 1);
    if (out.keysMayMeet()) {
      kept.put(table + " " + out.text(row.targetKey()), row.key().text());
    }
    return row.targetKey();
  }

  private RowReturn back(String table) {
    return new RowReturn(
        MappingPlanner.plan(source, basis).table(new TableName("main", table)).orElseThrow());
  }

  private static String name(String table) {
    return Arrays.asList(table.split(" ")).get(0);
  }
}
