package io.tributary.local.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of an operator, from the first check to the end of a migration. */
class CommandLineIT {
  private static final String NAME = "commanded";
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path directory;
  private TestStack stack;
  private Path file;
  private Path notes;

  @BeforeEach
  void makeSources() throws Exception {
    stack = TestStack.shared();
    stack.source.createDatabase(NAME);
    stack.target.createDatabase(NAME);
    try (Connection source = stack.source.connect(NAME);
        Statement statement = source.createStatement()) {
      statement.execute("CREATE TABLE item (id bigint PRIMARY KEY, name text)");
      statement.execute("INSERT INTO item SELECT n, 'item ' || n FROM generate_series(1, 20) n");
    }
    // The Connect worker's user has to reach it.
    notes = Files.createTempDirectory("tributary-sqlite").resolve("notes.db");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + notes);
        Statement statement = database.createStatement()) {
      statement.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT)");
      statement.execute("INSERT INTO note (body) VALUES ('one'), ('two')");
    }
    file = directory.resolve("commanded.yaml");
    Files.writeString(file, migrationFile(notes));
  }

  @Test
  void drivesAWholeMigrationWithStatusesThatScriptsCanTellApart() throws Exception {
    // when: checked, refused before its start, and started
    CommandRun check = run("check", file.toString());
    assertThat(check.status()).as("%s", check).isZero();
    assertThat(check.out()).contains("checks passed", "Next: ./tributary start " + NAME);

    CommandRun early = run("cutover", NAME, "--yes");
    assertThat(early.status()).as("%s", early).isEqualTo(1);
    assertThat(early.err()).contains("TRB-ORDER-ILLEGAL", "Next: ./tributary status " + NAME);

    CommandRun start = run("start", file.toString());
    assertThat(start.status()).as("%s", start).isZero();
    assertThat(start.out())
        .contains("Every source is copied", "The sources accept writes. Nothing is fenced.")
        .doesNotContain("\u001b");

    // then: both sources are verified, which a script sees
    await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(this::verified);
    assertThat(run("list").out()).contains("healthy", NAME, "Replicating");

    // when: paused, resumed, rehearsed
    assertThat(run("pause", NAME).status()).isZero();
    assertThat(status().path("next").asText()).isEqualTo("./tributary resume " + NAME);
    assertThat(run("resume", NAME).status()).isZero();
    await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(this::gateOpens);
    aTableJoinsByARestartWhileTheOtherSourceGoesOn();
    await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(this::gateOpens);
    CommandRun rehearse = run("rehearse", NAME);
    assertThat(rehearse.status()).as("%s", rehearse).isZero();
    assertThat(rehearse.out()).contains("nothing was fenced", "Next: ./tributary cutover " + NAME);

    // when: nobody confirms, then somebody does
    CommandRun wrong = CommandRun.of(stack, "another\n", "cutover", NAME);
    assertThat(wrong.status()).as("%s", wrong).isEqualTo(1);
    assertThat(wrong.err())
        .contains("Nothing was ordered.")
        .containsIgnoringCase("the last rehearsal");
    assertThat(writes()).isEqualTo("sources");
    CommandRun cutover =
        CommandRun.of(
            stack, NAME + "\n", "cutover", NAME, "--key", "first", "--wait-for-gate", "60");
    assertThat(cutover.status()).as("%s", cutover).isZero();
    assertThat(cutover.out()).contains("Cut over: the target accepts writes");
    assertThat(writes()).isEqualTo("target");

    // then: the same key begins nothing new, and the waiting finds it done
    String id = status().path("change").path("id").asText();
    CommandRun again = run("cutover", NAME, "--yes", "--key", "first");
    assertThat(again.status()).as("%s", again).isZero();
    assertThat(status().path("change").path("id").asText()).isEqualTo(id);

    // when: back and forth
    await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> back("rollback"));
    assertThat(writes()).isEqualTo("sources");
    await().atMost(LIMIT).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> back("cutover"));
    assertThat(writes()).isEqualTo("target");

    // then: and completed
    CommandRun complete = run("complete", NAME, "--yes", "-o", "json");
    assertThat(complete.status()).as("%s", complete).isZero();
    JsonNode document = new ObjectMapper().readTree(complete.out());
    assertThat(document.path("outcome").asText()).isEqualTo("done");
    assertThat(document.path("status").path("state").asText()).isEqualTo("Completed");
    CommandRun late = run("abort", NAME, "--yes");
    assertThat(late.status()).as("%s", late).isEqualTo(1);
    assertThat(rowsAtTarget()).isEqualTo(24);
  }

  private void aTableJoinsByARestartWhileTheOtherSourceGoesOn() throws Exception {
    CommandRun nobody = run("restart", NAME, "--source", "shop");
    assertThat(nobody.status()).as("%s", nobody).isEqualTo(1);
    assertThat(nobody.err()).contains("Next: ./tributary restart " + NAME + " --source shop --yes");
    long before = position("notes");
    CompletableFuture<CommandRun> restart;
    try (Connection source = stack.source.connect(NAME);
        Statement statement = source.createStatement()) {
      statement.execute("CREATE TABLE joined (id bigint PRIMARY KEY)");
      statement.execute("INSERT INTO joined VALUES (1)");
      // No slot is made while a transaction is open that has written: the restart waits for it.
      source.setAutoCommit(false);
      statement.execute("SELECT pg_catalog.pg_current_xact_id()");
      restart = CompletableFuture.supplyAsync(this::restarting);
      await().atMost(LIMIT).ignoreExceptions().until(() -> begun("shop"));

      // when
      try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + notes);
          Statement writing = file.createStatement()) {
        writing.execute("INSERT INTO note (body) VALUES ('meanwhile')");
      }

      // then
      await().atMost(LIMIT).ignoreExceptions().until(() -> position("notes") > before);
      await().atMost(LIMIT).until(() -> updatesOf("main.note") == 1);
      assertThat(restart).isNotDone();
      assertThat(source("shop").path("phase").asText()).isNotEqualTo("STREAMING");
      source.commit();
    }
    CommandRun restarted = restart.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    assertThat(restarted.status()).as("%s", restarted).isZero();
    assertThat(restarted.out()).contains("Source shop has begun anew");
  }

  private long updatesOf(String table) throws Exception {
    CommandRun run = run("tables", NAME, "--changes", "-o", "json");
    assertThat(run.status()).as("%s", run).isZero();
    for (JsonNode counted : new ObjectMapper().readTree(run.out())) {
      if (counted.path("table").asText().equals(table)) {
        return counted.path("updates").asLong();
      }
    }
    return 0;
  }

  private CommandRun restarting() {
    try {
      return CommandRun.of(stack, NAME + "\n", "restart", NAME, "--source", "shop");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean begun(String source) throws Exception {
    return source(source).path("restart").path("begun").asBoolean();
  }

  private long position(String source) throws Exception {
    JsonNode position = source(source).path("stream").path("position");
    assertThat(position.isNumber()).as("%s", source(source)).isTrue();
    return position.asLong();
  }

  private JsonNode source(String name) throws Exception {
    for (JsonNode source : stack.api().get(NAME).path("sources")) {
      if (source.path("name").asText().equals(name)) {
        return source;
      }
    }
    throw new IllegalStateException("no source " + name);
  }

  private CommandRun run(String... arguments) throws Exception {
    return CommandRun.of(stack, "", arguments);
  }

  private JsonNode status() throws Exception {
    CommandRun run = run("status", NAME, "-o", "json");
    assertThat(run.status()).as("%s", run).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private String writes() throws Exception {
    return status().path("writes").path("side").asText();
  }

  private void verified() throws Exception {
    for (JsonNode stream : status().path("streams")) {
      if (!stream.path("name").asText().endsWith(".back")) {
        assertThat(stream.path("verified").asInt()).as("%s", stream).isEqualTo(1);
      }
    }
  }

  private void gateOpens() throws Exception {
    CommandRun dry = run("cutover", NAME, "--dry-run");
    assertThat(dry.status()).as("%s", dry).isZero();
    assertThat(dry.out()).contains("Nothing was touched.");
  }

  private void back(String order) throws Exception {
    CommandRun run = run(order, NAME, "--yes");
    assertThat(run.status()).as("%s", run).isZero();
  }

  private long rowsAtTarget() throws SQLException {
    long rows = 0;
    try (Connection target = stack.target.connect(NAME);
        Statement statement = target.createStatement()) {
      for (String table : new String[] {"shop.item", "shop.joined", "notes.note"}) {
        try (var counted = statement.executeQuery("SELECT count(*) FROM " + table)) {
          counted.next();
          rows += counted.getLong(1);
        }
      }
    }
    return rows;
  }

  private String migrationFile(Path database) {
    return """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, database: %1$s, user: %3$s, password: {env: TARGET_PASSWORD}}
          schemas:
            shop: {role: "%1$s-shop", password: {env: APP_PASSWORD}}
            notes: {role: "%1$s-notes", password: {env: APP_PASSWORD}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: 127.0.0.1, port: %4$d, database: %1$s, user: %5$s, password: {env: SOURCE_PASSWORD}}
            schemas:
              - {from: public, to: shop}
            way-back: replicate
          - name: notes
            kind: sqlite
            file: "%6$s"
            schemas:
              - {from: main, to: notes}
            way-back: replicate
            zone: UTC
        cutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(
            NAME,
            stack.target.port(),
            stack.target.superuser(),
            stack.source.port(),
            stack.source.superuser(),
            database);
  }
}
