package io.tributary.orchestrator.revision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changed keys are called as the file calls them, which its JSON Schema knows. */
class PlanChangesTest {
  private static final String FILE =
      """
      migration: shop
      target:
        connection: {host: db, database: unified, user: u, password: {env: T}, tls: verify-full, tls-ca: /ca.pem, tls-certificate: /c.pem, tls-key: /k.pem}
        extensions-schema: public
        schemas:
          schemas: {role: app, password: {env: A}, allow-non-empty: false, database-create: true, readers: [one], functions-unverified: accepted}
          rag: {role: app, prepare: /srv/rag.sql}
          pg: {role: app}
          vec: {role: app}
      sources:
        - name: tables
          kind: sqlite
          file: /srv/app.db
          ddl: /srv/app.sql
          on-invalid: stop
          enforce-sizes: true
          zone: UTC
          empty: refuse
          initial-copy: copy
          way-back: {max-wal: 20GB, beyond: alarm}
          schemas: [{from: main, to: schemas}]
          tables:
            columns:
              to: other
              existing-rows: refuse
              columns: {options: {convert: uuid, namespace: 6ba7b810-9dad-11d1-80b4-00c04fd430c8}, b: {to: c}, path: {constant: x}, d: {drop: true}}
        - name: vectors
          kind: chroma
          directory: /srv/chroma
          one-table: memory
          schemas: [{from: default_database, to: vec}]
        - name: legacy
          kind: postgresql
          connection: {host: old, database: shop, user: u, password: {file: /run/pw}, tls-unverified: accepted}
          schemas: [{from: public, to: pg}]
          large-objects: refuse
          schema-changes: stop
          functions-unverified: accepted # as rows come home
      cutover:
        time-limit-millis: 20000
        open-transactions: terminate
        accept-quarantined: {tables: 1}
        switch:
          - command: {run: [one]}
      validation: {scrub-within-seconds: 60}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "migration|migration: shop|migration: other",
        "target.connection.password|{env: T}|{file: /run/t}",
        "target.connection.tls|tls: verify-full|tls: verify-ca",
        "target.connection.tls-ca|/ca.pem|/other.pem",
        "target.connection.tls-certificate|/c.pem|/other.pem",
        "target.connection.tls-key|/k.pem|/other.pem",
        "target.extensions-schema|extensions-schema: public|extensions-schema: ext",
        "target.schemas.schemas.password|{env: A}|{env: B}",
        "target.schemas.schemas.allow-non-empty|allow-non-empty: false|allow-non-empty: true",
        "target.schemas.schemas.database-create|database-create: true|database-create: false",
        "target.schemas.schemas.readers|readers: [one]|readers: [two]",
        "target.schemas.schemas.functions-unverified|, functions-unverified: accepted|",
        "target.schemas.rag.prepare|/srv/rag.sql|/srv/other.sql",
        "target.schemas.rag.prepare|/srv/rag.sql|true",
        "sources.tables.file|/srv/app.db|/srv/other.db",
        "sources.tables.ddl|/srv/app.sql|/srv/other.sql",
        "sources.tables.ddl|/srv/app.sql|existing",
        "sources.tables.on-invalid|on-invalid: stop|on-invalid: quarantine",
        "sources.tables.enforce-sizes|enforce-sizes: true|enforce-sizes: false",
        "sources.tables.zone|zone: UTC|zone: Europe/Berlin",
        "sources.tables.empty|empty: refuse|empty: allowed",
        "sources.tables.initial-copy|initial-copy: copy|initial-copy: stream",
        "sources.tables.way-back.max-wal|20GB|30GB",
        "sources.tables.way-back.beyond|beyond: alarm|beyond: give-up",
        "sources.tables.way-back|{max-wal: 20GB, beyond: alarm}|none",
        "sources.tables.schemas|to: schemas}]|to: schemas, exclude: [x]}]",
        "sources.tables.tables.columns.to|to: other|to: another",
        "sources.tables.tables.columns.existing-rows|existing-rows: refuse|existing-rows: replace",
        "sources.tables.tables.columns.columns.options.namespace|6ba7b810|7ba7b810",
        "sources.tables.tables.columns.columns.b.to|to: c}|to: e}",
        "sources.tables.tables.columns.columns.path.constant|constant: x|constant: z",
        "sources.tables.tables.columns.columns.d.drop|drop: true|drop: false",
        "sources.vectors.directory|/srv/chroma|/srv/other",
        "sources.vectors.one-table|memory|remembrance",
        "sources.legacy.connection.host|host: old|host: older",
        "sources.legacy.connection.password|/run/pw|/run/other",
        "sources.legacy.large-objects|large-objects: refuse|large-objects: leave",
        "sources.legacy.functions-unverified|functions-unverified: accepted # as|# as",
        "sources.legacy.schema-changes|schema-changes: stop|schema-changes: follow",
        "cutover.time-limit-millis|20000|30000",
        "cutover.open-transactions|terminate|abort-cutover",
        "cutover.accept-quarantined.tables|{tables: 1}|{tables: 2}",
        "cutover.switch|run: [one]|run: [two]",
        "validation.scrub-within-seconds|60}|70}"
      })
  void namesTheKeyAsTheFileDoes(String key, String before, String after) throws Exception {
    // when
    Set<String> changed = between(before, after == null ? "" : after);

    // then
    assertThat(changed).containsExactly(key);
    assertThat(isKey(key)).as("a key of the JSON Schema").isTrue();
  }

  @Test
  void namesThatAConnectionIsAcceptedUnverified() {
    assertThat(between("tls-unverified: accepted", "tls: require, tls-unverified: accepted"))
        .containsExactly("sources.legacy.connection.tls");
    assertThat(between(", tls-unverified: accepted", ", tls: verify-full, tls-ca: /ca.pem"))
        .containsExactly(
            "sources.legacy.connection.tls",
            "sources.legacy.connection.tls-ca",
            "sources.legacy.connection.tls-unverified");
  }

  @Test
  void namesAcceptedRowsOnceHoweverTheyAreNamed() {
    assertThat(between("{tables: 1}", "{tables: [main.note/1]}"))
        .containsExactly("cutover.accept-quarantined.tables");
  }

  private static Set<String> between(String before, String after) {
    String text = FILE.replace(before, after);
    assertThat(text).isNotEqualTo(FILE);
    Migration was = MigrationFile.parse(FILE);
    return PlanChanges.between(was, MigrationFile.parse(text));
  }

  private static boolean isKey(String key) throws Exception {
    try (InputStream in =
        MigrationFile.class.getResourceAsStream("/io/tributary/schema/migration.schema.json")) {
      JsonNode schema = new ObjectMapper().readTree(in);
      List<JsonNode> here = List.of(schema);
      for (String part : key.split("\\.")) {
        List<JsonNode> below = new ArrayList<>();
        here.forEach(node -> below.addAll(below(schema, node, part)));
        here = below;
      }
      return !here.isEmpty();
    }
  }

  /** What stands below a key or, where these are the operator's, a name; or in a list. */
  private static List<JsonNode> below(JsonNode schema, JsonNode node, String part) {
    return forms(schema, node)
        .flatMap(
            form ->
                Stream.of(
                    form.path("properties").path(part),
                    form.path("additionalProperties"),
                    form.path("items")))
        .filter(found -> found.isObject())
        .toList();
  }

  private static Stream<JsonNode> forms(JsonNode schema, JsonNode node) {
    if (node.has("$ref")) {
      return forms(schema, schema.at(node.get("$ref").asText().substring(1)));
    }
    return Stream.concat(
        Stream.of(node),
        Stream.of("then", "else")
            .map(node::path)
            .flatMap(n -> n.isObject() ? forms(schema, n) : Stream.empty()));
  }
}
