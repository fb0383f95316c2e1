package io.tributary.local.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.AllGrants;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Reports of the packaged stack, as an auditor gets them. */
class KeptReportIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String NAME = "auditable";

  @TempDir private Path directory;
  private TestStack stack;
  private OperatorApi api;
  private Shop shop;
  private String name = NAME;

  /** What verify-report printed, and its exit status. */
  private record Run(int status, String text) {}

  @BeforeEach
  void start() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @Test
  void ofACutoverAndOfItsRollbackAreSignedAndBorneOutByTheDatabases() throws Exception {
    // given
    shop = Shop.create(stack, NAME);
    api.create(shop.returningMigrationFile());
    api.post(NAME, "start");
    await().atMost(LIMIT).until(() -> api.ready(NAME));

    // when
    String cutover = change("cutover", "Switched");

    // then the API has it
    JsonNode kept = api.get(NAME + "/evidence/" + cutover);
    assertThat(kept.at("/report/streams/0/tables").findValuesAsText("table"))
        .contains("public.account", "public.journal", "public.probe");
    for (JsonNode table : kept.at("/report/streams/0/tables")) {
      assertThat(table.path("verdict").asText()).isEqualTo("EQUAL");
      assertThat(table.path("targetRows").asLong()).isEqualTo(rows(table.path("target").asText()));
    }
    assertThat(kept.at("/report/applications/0/role").asText()).isEqualTo(NAME + "-app");
    assertThat(kept.at("/report/change/orderedBy/principal").asText()).isNotEmpty();
    assertThat(looked(kept.at("/report/checklist"))).as("looks that the server takes").isEqualTo(3);
    assertThat(page(cutover))
        .startsWith("<!DOCTYPE html>")
        .contains("public.account", cutover)
        .doesNotContain("Not signed", TestStack.APP_PASSWORD);

    // and the file, its owner's alone, is borne out
    Path file = file(cutover);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Run untouched =
        verify("--migration", migration(shop.returningMigrationFile()).toString(), file.toString());
    assertThat(untouched.text())
        .contains("signature fits", "closed then, public.account: same: 2000 rows")
        .contains("opened then, shop.account: same: 2000 rows");
    assertThat(untouched.status()).as(untouched.text()).isZero();

    // and when the application goes on
    try (Connection target = shop.targetAsApplication();
        Statement statement = target.createStatement()) {
      statement.execute("DELETE FROM shop.account WHERE id <= 5");
    }
    // then that is no contradiction
    Run later =
        verify("--migration", migration(shop.returningMigrationFile()).toString(), file.toString());
    assertThat(later.text())
        .contains("opened then, shop.account: not at rest any more: 1995 rows, 2000 in the report");
    assertThat(later.status()).as(later.text()).isZero();

    // but when somebody changes the file
    Path forged =
        Files.writeString(
            directory.resolve("forged.json"),
            Files.readString(file).replace("\"targetRows\":2000", "\"targetRows\":2001"));
    assertThat(verify(forged.toString()))
        .satisfies(
            run -> assertThat(run.status()).isEqualTo(1),
            run -> assertThat(run.text()).contains("DOES NOT FIT"));

    // and when it is taken back
    String rollback = change("rollback", "Replicating");
    // then that has its own, and the first is what it was
    assertThat(verify(file(rollback).toString()))
        .satisfies(
            run -> assertThat(run.status()).as(run.text()).isZero(),
            run -> assertThat(run.text()).contains("Report of rollback " + rollback));
    assertThat(api.get(NAME + "/evidence").findValuesAsText("cutoverId"))
        .containsExactly(cutover, rollback);
    assertThat(api.get(NAME + "/evidence/" + cutover)).isEqualTo(kept);
    api.post(NAME, "abort");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Aborted"));
  }

  @Test
  void findsARowThatWasChangedByHandInTheClosedDatabase() throws Exception {
    // given a source that stays closed
    name = NAME + "-closed";
    shop = Shop.create(stack, name);
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    Path file = file(change("cutover", "Switched"));
    String plan = migration(shop.migrationFile()).toString();
    Run untouched = verify("--migration", plan, file.toString());
    assertThat(untouched.text())
        .contains("closed then, public.account: same: 2000 rows, by their digest")
        .contains("opened then, shop.account: same: 2000 rows, by their digest");
    assertThat(untouched.status()).as(untouched.text()).isZero();

    // when a superuser goes past the fence, and there are as many rows as before
    shop.atSource(
        "ALTER TABLE account DISABLE TRIGGER tributary_fence",
        "UPDATE account SET note = 'by hand' WHERE id = 7",
        "ALTER TABLE account ENABLE ALWAYS TRIGGER tributary_fence");

    // then
    Run changed = verify("--migration", plan, file.toString());
    assertThat(changed.text())
        .contains(
            "closed then, public.account: DIFFERS: 2000 rows as in the report, and others by their digest")
        .contains("1 of 3 tables DO NOT BEAR THE REPORT OUT");
    assertThat(changed.status()).isEqualTo(1);
  }

  private String change(String order, String state) {
    api.postOnceOpen(name, order);
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
    List<String> ids = new ArrayList<>();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              JsonNode all = api.get(name + "/evidence");
              JsonNode last = all.path(all.size() - 1);
              ids.add(last.path("cutoverId").asText());
              return last.path("direction").asText().equals(order)
                  && last.path("signed").asBoolean()
                  && Files.exists(file(last.path("cutoverId").asText()));
            });
    return ids.get(ids.size() - 1);
  }

  private Path file(String id) {
    return stack.logs().resolveSibling("evidence").resolve(name + "-" + id + ".json");
  }

  private long rows(String table) throws Exception {
    try (Connection target = stack.target.connect(NAME);
        Statement statement = target.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Runs those statements of the checklist at the source that change nothing. */
  private int looked(JsonNode checklist) throws Exception {
    int looks = 0;
    try (Connection source = shop.source();
        Statement statement = source.createStatement()) {
      for (JsonNode step : checklist) {
        for (JsonNode command : step.path("commands")) {
          if (command.asText().startsWith("SELECT")) {
            statement.executeQuery(command.asText()).close();
            looks++;
          }
        }
      }
    }
    return looks;
  }

  private String page(String id) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.base().resolve("/migrations/" + name + "/evidence/" + id))
            .header("Authorization", "Bearer " + api.token())
            .header("Accept", "text/html")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** The migration file with passwords that this process can read. */
  private Path migration(String text) throws Exception {
    Path source = Files.writeString(directory.resolve("source"), stack.source.password());
    Path target = Files.writeString(directory.resolve("target"), stack.target.password());
    return Files.writeString(
        directory.resolve("shop.yaml"),
        text.replace("{env: SOURCE_PASSWORD}", "{file: " + source + "}")
            .replace("{env: TARGET_PASSWORD}", "{file: " + target + "}"));
  }

  private static Run verify(String... arguments) {
    StringWriter printed = new StringWriter();
    int status =
        new CommandLine(new VerifyReportCommand(AllGrants.EVERYTHING))
            .setOut(new PrintWriter(printed, true))
            .execute(arguments);
    return new Run(status, printed.toString());
  }
}
