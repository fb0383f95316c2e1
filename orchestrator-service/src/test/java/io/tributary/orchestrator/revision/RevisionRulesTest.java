package io.tributary.orchestrator.revision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.StatesForRevision;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a file may be changed, by how far the migration is. */
class RevisionRulesTest {
  private static final String FILE =
      """
      migration: shop
      target:
        connection: {host: db, port: 5432, database: unified, user: postgres, password: {env: T}, tls-unverified: accepted}
        schemas:
          App: {role: app, password: {env: A}}
      sources:
        - name: legacy
          kind: sqlite
          file: /srv/app.db
          on-invalid: stop
          schemas: [{from: main, to: App}]
          tables: {myTable: {columns: {b: {convert: "integer"}}}}
      cutover:
        time-limit-millis: 20000
        accept-quarantined: {legacy: 1}
        switch:
          - command: {run: [one]}
          - command: {run: [two]}
      validation: {rows-per-chunk: 500}
      notify: [{url: "http://pager/"}]
      """;

  private static final String ACCEPTED = "target.schemas.App.functions-unverified";

  /** A change of the file, and the key that it is a change of. */
  private static final Map<String, String[]> CHANGES =
      Map.ofEntries(
          Map.entry("target.connection.host", new String[] {"host: db", "host: other"}),
          Map.entry("target.schemas.App.role", new String[] {"role: app", "role: other"}),
          Map.entry("sources.legacy.on-invalid", new String[] {"stop", "quarantine"}),
          Map.entry("sources.legacy.file", new String[] {"/srv/app.db", "/srv/other.db"}),
          Map.entry(
              "sources.legacy.tables.myTable.columns.b.convert",
              new String[] {"\"integer\"", "\"text\""}),
          Map.entry("cutover.time-limit-millis", new String[] {"20000", "30000"}),
          Map.entry("cutover.accept-quarantined.legacy", new String[] {"legacy: 1}", "legacy: 2}"}),
          Map.entry("cutover.switch", new String[] {"[two]", "[two, more]"}),
          Map.entry("validation.rows-per-chunk", new String[] {"500", "600"}),
          Map.entry("validation.workers", new String[] {"500}", "500, workers: 5}"}),
          Map.entry("notify", new String[] {"http://pager/", "http://desk/"}),
          Map.entry(
              "validation.scrub-rows-per-second",
              new String[] {"500}", "500, scrub-rows-per-second: 900}"}),
          Map.entry(
              ACCEPTED, new String[] {"role: app,", "role: app, functions-unverified: accepted,"}));

  @Test
  void namesTheKeysAsTheFileDoes() {
    CHANGES.forEach(
        (key, change) ->
            assertThat(PlanChanges.between(file(), changed(change))).containsExactly(key));
    assertThat(PlanChanges.between(file(), file())).isEmpty();
  }

  @Test
  void takesEverythingButTheTargetsAddressBeforeTheStart() {
    assertTakenOnly(StatesForRevision.created(), key -> !key.equals("target.connection.host"));
  }

  @Test
  void takesWhatCutoverAndValidationGoByWhileItReplicates() {
    assertTakenOnly(
        StatesForRevision.replicating(),
        key ->
            key.startsWith("cutover")
                || key.startsWith("validation")
                || key.equals("notify")
                || key.equals(ACCEPTED));
  }

  @Test
  void takesWhatApplyReadsWhenItStartsWhileItIsPaused() {
    assertTakenOnly(
        StatesForRevision.paused(),
        key ->
            key.startsWith("cutover")
                || key.startsWith("validation")
                || key.equals("notify")
                || key.equals(ACCEPTED)
                || key.equals("sources.legacy.on-invalid"));
    assertThat(refusal(StatesForRevision.replicating(), "sources.legacy.on-invalid"))
        .hasValueSatisfying(why -> assertThat(why).contains("Order pause, put the file again"));
  }

  @Test
  void takesNothingWhileACutoverCanStillBeUndone() {
    assertTakenOnly(StatesForRevision.cuttingOver(Step.VERIFY), key -> false);
    assertThat(refusal(StatesForRevision.cuttingOver(Step.FENCE), "cutover.switch"))
        .hasValueSatisfying(why -> assertThat(why).contains("when that is over"));
  }

  @Test
  void takesWhatHelpsForwardFromTheOpeningOn() {
    assertTakenOnly(
        StatesForRevision.cuttingOver(Step.OPEN),
        key ->
            key.equals("cutover.switch")
                || key.startsWith("cutover.accept-quarantined")
                || key.equals("notify"));
    assertTakenOnly(
        StatesForRevision.cuttingOver(Step.SWITCH),
        key -> key.equals("cutover.switch") || key.equals("notify"));
  }

  @Test
  void keepsTheActionsThatAreDone() {
    MigrationState second = StatesForRevision.switchingTheSecond(file());

    assertThat(new RevisionRules(file(), second).refusal(changed("[two]", "[three]"))).isEmpty();
    assertThat(new RevisionRules(file(), second).refusal(changed("[one]", "[three]")))
        .hasValueSatisfying(why -> assertThat(why).contains("The first 1 actions"));
    assertThat(
            new RevisionRules(file(), second).refusal(changed("    - command: {run: [one]}\n", "")))
        .isPresent();
  }

  @Test
  void takesNothingOnceTheApplicationsUseTheTarget() {
    assertTakenOnly(StatesForRevision.switched(false), key -> false);
  }

  @Test
  void takesWhatARollbackGoesByWhereThereIsAWayBack() {
    assertTakenOnly(
        StatesForRevision.switched(true),
        key ->
            key.startsWith("cutover")
                || key.equals("validation.workers")
                || key.equals("notify")
                || key.equals("validation.scrub-rows-per-second")
                || key.equals(ACCEPTED));
  }

  private static void assertTakenOnly(
      MigrationState state, java.util.function.Predicate<String> taken) {
    for (String key : CHANGES.keySet()) {
      Optional<String> refusal = refusal(state, key);
      if (taken.test(key)) {
        assertThat(refusal).as(key).isEmpty();
      } else {
        assertThat(refusal)
            .as(key)
            .hasValueSatisfying(why -> assertThat(why).startsWith(key + " cannot be changed"));
      }
    }
  }

  private static Optional<String> refusal(MigrationState state, String key) {
    return new RevisionRules(file(), state).refusal(changed(CHANGES.get(key)));
  }

  private static Migration file() {
    return MigrationFile.parse(FILE);
  }

  private static Migration changed(String... change) {
    String text = FILE.replace(change[0], change[1]);
    assertThat(text).isNotEqualTo(FILE);
    return MigrationFile.parse(text);
  }
}
