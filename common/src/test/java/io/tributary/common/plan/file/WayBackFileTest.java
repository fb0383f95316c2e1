package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.source.WalLimit;
import io.tributary.common.plan.source.WalLimit.Beyond;
import io.tributary.common.plan.source.WayBack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WayBackFileTest {
  private static final String SHOP =
      """
        - name: shop
          kind: postgresql
          connection: {host: localhost, database: shop, user: u}
          schemas: [{from: public, to: shop}]
          way-back: replicate
      """;

  private static final String VECTORS =
      """
        - name: vectors
          kind: chroma
          directory: /data/chroma
          schemas: [{from: default_database, to: shop}]
          way-back: replicate
      """;

  @Test
  void readsWhatBecomesOfASource() throws Exception {
    // when
    Migration migration = parse(SHOP, "");

    // then
    assertThat(migration.source("shop").wayBack()).isEqualTo(WayBack.REPLICATE);
    assertThat(parse(SHOP.replace("replicate", "none"), "").source("shop").wayBack())
        .isEqualTo(WayBack.NONE);
    assertThat(parse(SHOP.replace("    way-back: replicate\n", ""), "").source("shop").wayBack())
        .isEqualTo(WayBack.NONE);
  }

  @Test
  void readsHowMuchLogTheTargetMayKeep() throws Exception {
    // given
    String limited = SHOP.replace("replicate", "{max-wal: 20GB, beyond: give-up}");

    // then
    assertThat(parse(limited, "").source("shop").wayBack())
        .isEqualTo(WayBack.within(new WalLimit(20L << 30, Beyond.GIVE_UP)));
    assertThat(parse(limited.replace(", beyond: give-up", ""), "").source("shop").wayBack())
        .isEqualTo(WayBack.within(new WalLimit(20L << 30, Beyond.ALARM)));
    assertRefused(limited.replace("20GB", "20 GiB"), "", "a size such as 500MB, 20GB or 1TB");
    assertRefused(limited.replace("20GB", "20"), "", "a size such as 500MB, 20GB or 1TB");
    assertRefused(limited.replace("give-up", "stop"), "", "alarm, give-up");
    assertRefused(SHOP.replace("replicate", "{beyond: alarm}"), "", "\"max-wal\" is missing");
    assertRefused(SHOP.replace("replicate", "yonder"), "", "none, replicate");
  }

  @Test
  void readsWhetherFunctionsOfTheApplicationAreRunAtTheSource() throws Exception {
    // given
    String accepted = SHOP + "    functions-unverified: accepted\n";

    // then
    assertThat(parse(accepted, "").source("shop").postgres().functionsUnverified()).isTrue();
    assertThat(parse(SHOP, "").source("shop").postgres().functionsUnverified()).isFalse();
    assertRefused(
        accepted.replace("accepted", "maybe"),
        "",
        "\"maybe\" is not one of accepted",
        "functions-unverified");
  }

  @Test
  void readsWhyASourceHasNoWayBack() throws Exception {
    // given
    String said = SHOP.replace("replicate", "{none: nobody writes there}");

    // then
    assertThat(parse(said, "").source("shop").wayBack())
        .isEqualTo(WayBack.none("nobody writes there"));
    assertRefused(SHOP.replace("replicate", "{none: ''}"), "", "must not be empty");
    assertRefused(SHOP.replace("replicate", "{none: x, max-wal: 1GB}"), "", "max-wal");
  }

  @Test
  void readsTheWayBackOfAFile() throws Exception {
    // given
    String notes =
        """
          - name: notes
            kind: sqlite
            file: /data/notes.db
            schemas: [{from: main, to: shop}]
            way-back: replicate
        """;

    // then
    assertThat(parse(notes, "").source("notes").wayBack()).isEqualTo(WayBack.REPLICATE);
    assertThat(parse(notes.replace("replicate", "none"), "").source("notes").wayBack())
        .isEqualTo(WayBack.NONE);
  }

  @Test
  void readsTheWayBackOfADirectory() throws Exception {
    assertThat(parse(VECTORS, "").source("vectors").wayBack()).isEqualTo(WayBack.REPLICATE);
  }

  @Test
  void refusesAWayBackOfTablesThatKeepRowsOfTheTarget() throws Exception {
    // given
    String notes =
        """
          - name: notes
            kind: sqlite
            file: /data/notes.db
            ddl: existing
            schemas: [{from: main, to: shop}]
            tables: {note: {existing-rows: keep}}
            way-back: replicate
        """;

    // then
    for (String wayBack : List.of("replicate", "{max-wal: 20GB}")) {
      assertRefused(
          notes.replace("replicate", wayBack),
          "",
          "could not tell them from those that come home; write replace, or way-back: none",
          "tables.note.existing-rows");
    }
    assertThat(parse(notes.replace("way-back: replicate", "way-back: none"), "")).isNotNull();
    assertThat(parse(notes.replace("existing-rows: keep", "existing-rows: replace"), ""))
        .isNotNull();
  }

  @Test
  void refusesAWayBackOfOneTableForAllCollections() {
    assertRefused(
        VECTORS + "    one-table: memory\n", "", "remove one-table, so that each collection");
  }

  @Test
  void readsWhatARollbackSets() throws Exception {
    // when
    Migration migration =
        parse(
            SHOP,
            """
            cutover:
              switch:
                - env-file: {path: /srv/.env, set: {DB_URL: new, PORT: "2"}, back: {DB_URL: "${env:OLD_URL}"}}
            """);

    // then
    SwitchAction.EnvFile action = (SwitchAction.EnvFile) migration.cutover().switchActions().get(0);
    assertThat(action.back()).containsExactly(Map.entry("DB_URL", "${env:OLD_URL}"));
    assertThat(action.restored()).containsExactly("PORT");
    assertThat(action.texts()).contains("${env:OLD_URL}");
    assertThat(action.withoutSecrets().toString()).doesNotContain("OLD_URL");
    assertThat(Json.read(Json.write(migration), Migration.class)).isEqualTo(migration);
  }

  @Test
  void refusesValuesForTheWayBackThatMeanNothingOrAreSecrets() {
    assertRefused(
        SHOP, envFile("{A: b}", "{B: c}"), "The cutover does not set B", "env-file.back.B");
    assertRefused(
        SHOP,
        envFile("{DB_PASSWORD: \"${env:PW}\"}", "{DB_PASSWORD: plain}"),
        "DB_PASSWORD is the name of a secret",
        "env-file.back.DB_PASSWORD");
  }

  @Test
  void refusesAVariableOfWhichNobodyKnowsWhatStoodThere() throws Exception {
    String twice = "cutover: {switch: [%s, %s]}\n";
    String restored = "{env-file: {path: /a, set: {A: b}}}";
    String given = "{env-file: {path: /a, set: {A: c}, back: {A: d}}}";

    for (String cutover :
        List.of(twice.formatted(restored, given), twice.formatted(given, restored))) {
      assertRefused(SHOP, cutover, "cutover.switch[0] sets it in the same file", "env-file.set.A");
      assertThat(parse(SHOP.replace("replicate", "none"), cutover)).isNotNull();
    }
    assertThat(parse(SHOP, twice.formatted(given, given))).isNotNull();
    assertThat(parse(SHOP, twice.formatted(restored, restored.replace("/a", "/b")))).isNotNull();
  }

  private static String envFile(String set, String back) {
    return "cutover: {switch: [{env-file: {path: /a, set: %s, back: %s}}]}\n".formatted(set, back);
  }

  @Test
  void refusesTablesOfWhichNobodyKnowsWhereTheyGo() {
    assertRefused(
        SHOP.replace("to: shop}]", "to: shop}, {from: old, to: shop}]"),
        "",
        "Two schemas of this source move into schema \"shop\"");
    assertRefused(
        SHOP + SHOP.replace("name: shop", "name: other").replace("database: shop", "database: b"),
        "",
        "Another source moves into schema \"shop\" too");
  }

  @Test
  void refusesToMoveWhatIsTributarysOwn() {
    assertThatThrownBy(() -> parse(SHOP.replace("from: public", "from: tributary"), ""))
        .hasMessageContaining("\"tributary\" is Tributary's own schema");
  }

  private static void assertRefused(String sources, String rest, String message) {
    assertRefused(sources, rest, message, "way-back");
  }

  private static void assertRefused(String sources, String rest, String message, String place) {
    assertThatThrownBy(() -> parse(sources, rest))
        .isInstanceOf(MigrationFileException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(place);
  }

  private static Migration parse(String sources, String rest) throws Exception {
    return MigrationFile.parse(
        """
        migration: m
        target:
          connection: {host: localhost, database: everything, user: u}
          schemas: {shop: {role: app}}
        sources:
        """
            + sources
            + rest);
  }
}
