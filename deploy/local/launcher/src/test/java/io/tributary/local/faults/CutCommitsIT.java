package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.Direction;
import io.tributary.fixture.CuttingProxy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The network breaks right behind the commit of a step of a cutover or a rollback: the database has
 * carried it out, and who asked for it does not know.
 */
class CutCommitsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String TIME_LIMIT = "time-limit-millis: 60000";

  /** The commits on which it depends which side accepts writes, and those that lead to them. */
  enum Commit {
    RAISE("CREATE OR REPLACE TRIGGER tributary_fence"),
    POSITION("UPDATE tributary_fence.token SET position"),
    LIFT("DROP TRIGGER IF EXISTS tributary_fence"),
    OPEN("DISABLE TRIGGER tributary_closed"),
    STORE_ORDER("\"state\":\"UndoableCutover\""),
    STORE_FENCE("\"step\":\"FENCE\""),
    STORE_OPEN("\"state\":\"OpeningTargets\""),
    STORE_DONE("\"state\":\"Switched\"");

    private final String statement;

    Commit(String statement) {
      this.statement = statement;
    }
  }

  private TestStack stack;
  private OperatorApi api;
  private CuttingProxy source;
  private CuttingProxy target;

  @BeforeEach
  void listen() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
    source = new CuttingProxy(stack.source);
    target = new CuttingProxy(stack.target);
  }

  @AfterEach
  void goOn() throws Exception {
    stack.signal("validator-service", "CONT");
    source.close();
    target.close();
  }

  @ParameterizedTest
  @CsvSource({
    "OUT, RAISE",
    "OUT, POSITION",
    "OUT, LIFT",
    "OUT, OPEN",
    "OUT, STORE_ORDER",
    "OUT, STORE_FENCE",
    "OUT, STORE_OPEN",
    "OUT, STORE_DONE",
    "BACK, RAISE",
    "BACK, POSITION",
    "BACK, LIFT",
    "BACK, OPEN",
    "BACK, STORE_ORDER",
    "BACK, STORE_OPEN",
  })
  void goesOnOrSaysWhatIsWrongAndNeverLetsBothSidesAcceptWrites(Direction way, Commit commit)
      throws Exception {
    // given
    boolean out = way == Direction.OUT;
    String order = out ? "cutover" : "rollback";
    String before = out ? "Replicating" : "Switched";
    String after = out ? "Switched" : "Replicating";
    Shop shop =
        replicating(
            "cut-" + order + "-" + commit.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            commit);
    if (!out) {
      api.postOnceOpen(shop.name(), "cutover");
      await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Switched"));
    }
    Probes probes = new Probes(shop);
    try (SeenStatus sightings = new SeenStatus(api, shop.name())) {
      await().atMost(LIMIT).until(() -> accepted(probes, out) > 10);

      // when
      CuttingProxy cut = arm(way, commit);
      orderUnlessCut(shop, order, cut);
      await().atMost(LIMIT).until(() -> cut.cuts() == 1);
      long broken = System.nanoTime();
      stack.signal("validator-service", "CONT");

      // then
      await().atMost(LIMIT).until(() -> sightings.settledSince(broken));
      sightings.assertSettledOrToldWithin(SeenStatus.PATIENCE, broken);
      finish(shop, order, before, after);
      await().atMost(LIMIT).until(() -> accepted(probes, !out) > 10);
      sightings.assertNoSilentPause(probes);
      System.out.printf(
          "%s of a %s cut: settled after %d ms, longest pause %d ms, told: %s%n",
          commit,
          order,
          sightings.settledAfter(broken).toMillis(),
          SeenStatus.longestPause(probes).toMillis(),
          sightings.told());
    } finally {
      probes.close();
    }
    if (out) {
      ChangeOfSides.assertNeverBoth(probes.atSource(), probes.atTarget());
      ChangeOfSides.assertNothingLost(shop.targetAsApplication(), "shop.probe", probes);
    } else {
      ChangeOfSides.assertNeverBoth(probes.atTarget(), probes.atSource());
      ChangeOfSides.assertNothingLost(shop.source(), "public.probe", probes);
    }
    end(shop, out ? "complete" : "abort", out ? "Completed" : "Aborted");
  }

  /**
   * The proxy that cuts: of the side that is left, or for an opening of the one that is entered.
   */
  private CuttingProxy arm(Direction way, Commit commit) {
    CuttingProxy left = way == Direction.OUT ? source : target;
    CuttingProxy entered = way == Direction.OUT ? target : source;
    switch (commit) {
      case RAISE, POSITION -> {
        left.cutBehindCommitOf(commit.statement);
        return left;
      }
      case LIFT -> {
        // Nothing is verified any more once the fence stands, so that it is lifted in the end.
        left.beforeCommitOf(Commit.RAISE.statement, this::haltValidator);
        left.cutBehindCommitOf(commit.statement);
        return left;
      }
      case STORE_ORDER, STORE_FENCE, STORE_OPEN, STORE_DONE -> {
        // One statement, which the server commits by itself.
        target.cutBehind(commit.statement);
        return target;
      }
      case OPEN -> {
        // A source that was fenced opens by the lifting of its fence.
        entered.cutBehindCommitOf((way == Direction.OUT ? commit : Commit.LIFT).statement);
        return entered;
      }
    }
    throw new AssertionError(commit);
  }

  /** As soon as the gate opens; whether an order was taken whose own store was cut is not told. */
  private void orderUnlessCut(Shop shop, String order, CuttingProxy cut) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () ->
                cut.cuts() == 1
                    || api.tryPost(shop.name(), order, UUID.randomUUID().toString()).status()
                        == 202);
  }

  private void haltValidator() {
    try {
      stack.signal("validator-service", "STOP");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Shop replicating(String name, Commit commit) throws Exception {
    Shop shop = Shop.create(stack, name);
    String file =
        shop.returningMigrationFile()
            .replace("port: " + stack.source.port(), "tls: disable, port: " + source.port())
            .replace("port: " + stack.target.port(), "tls: disable, port: " + target.port());
    assertThat(file).contains(TIME_LIMIT, "port: " + source.port(), "port: " + target.port());
    api.create(commit == Commit.LIFT ? file.replace(TIME_LIMIT, "time-limit-millis: 5000") : file);
    api.post(name, "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(name));
    return shop;
  }

  private static int accepted(Probes probes, boolean atSource) {
    return (atSource ? probes.atSource() : probes.atTarget()).size();
  }

  /** Orders it again if it was undone. */
  private void finish(Shop shop, String order, String undone, String done) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .until(
            () -> {
              String state = api.state(shop.name());
              if (state.equals(undone)) {
                api.tryPost(shop.name(), order, UUID.randomUUID().toString());
              }
              return state.equals(done);
            });
  }

  private void end(Shop shop, String order, String state) throws Exception {
    api.post(shop.name(), order);
    await().atMost(LIMIT).until(() -> api.state(shop.name()).equals(state));
    api.delete(shop.name());
  }
}
