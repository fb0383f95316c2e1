package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.model.Direction;
import io.tributary.fixture.CuttingProxy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SampledCases;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The network breaks right behind the commit of a step of a cutover or a rollback: the database has
 * carried it out, and who asked for it does not know.
 */
class CutCommitsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String TIME_LIMIT = "time-limit-millis: 60000";

  /**
   * The commits on which it depends which side accepts writes, and those that lead to them. OPEN is
   * the first: a target that a rollback has closed is opened as a source is.
   */
  enum Commit {
    OPEN("DISABLE TRIGGER tributary_closed"),
    REOPEN("DROP TRIGGER IF EXISTS tributary_fence"),
    RAISE("CREATE OR REPLACE TRIGGER tributary_fence"),
    POSITION("UPDATE tributary_fence.token SET position"),
    LIFT("DROP TRIGGER IF EXISTS tributary_fence"),
    STORE_ORDER("\"state\":\"UndoableCutover\""),
    STORE_FENCE("\"step\":\"FENCE\""),
    STORE_OPEN("\"state\":\"OpeningTargets\""),
    STORE_DONE("\"state\":\"Switched\"");

    private final String statement;

    Commit(String statement) {
      this.statement = statement;
    }
  }

  /** OPEN, without which nothing is opened again, and some of the others. */
  private static final List<Commit> COMMITS =
      Stream.concat(
              Stream.of(Commit.OPEN),
              SampledCases.seeded(
                  "cut commits",
                  4,
                  Stream.of(Commit.values()).filter(commit -> commit != Commit.OPEN).toList())
                  .stream())
          .toList();

  private static TestStack stack;
  private static OperatorApi api;
  private static CuttingProxy source;
  private static CuttingProxy target;

  /** The migrations, by whether their time limit is short. */
  private static final Map<Boolean, Shop> SHOPS = new HashMap<>();

  private static int changes;

  @BeforeAll
  static void listen() throws Exception {
    SHOPS.clear();
    stack = TestStack.shared();
    api = stack.api();
    source = new CuttingProxy(stack.source);
    target = new CuttingProxy(stack.target);
  }

  @AfterAll
  static void end() throws Exception {
    try {
      for (Shop shop : SHOPS.values()) {
        api.post(shop.name(), "abort");
        await().atMost(LIMIT).until(() -> api.state(shop.name()).equals("Aborted"));
        // Its target cannot be reached any more once the proxy is gone.
        api.delete(shop.name());
      }
    } finally {
      source.close();
      target.close();
    }
  }

  @AfterEach
  void goOn() throws Exception {
    stack.signal("validator-service", "CONT");
  }

  @ParameterizedTest
  @FieldSource("COMMITS")
  void goesOnOrSaysWhatIsWrongAndNeverLetsBothSidesAcceptWrites(Commit commit) throws Exception {
    // given
    Shop shop = replicating(commit);

    // when, then
    Probes out = changeSides(shop, Direction.OUT, commit);
    ChangeOfSides.assertNeverBoth(out.atSource(), out.atTarget());
    ChangeOfSides.assertNothingLost(shop.targetAsApplication(), "shop.probe", out);

    // when, then
    Probes back = changeSides(shop, Direction.BACK, commit);
    ChangeOfSides.assertNeverBoth(back.atTarget(), back.atSource());
    ChangeOfSides.assertNothingLost(shop.source(), "public.probe", back);
  }

  /** Changes the sides while writers try both, with a cut behind the commit. */
  private Probes changeSides(Shop shop, Direction way, Commit commit) throws Exception {
    boolean out = way == Direction.OUT;
    String order = out ? "cutover" : "rollback";
    Probes probes = new Probes(shop, changes++);
    try (SeenStatus sightings = new SeenStatus(api, shop.name())) {
      await().atMost(LIMIT).until(() -> accepted(probes, out) > 10);

      // when
      CuttingProxy proxy = arm(way, commit);
      int before = proxy.cuts();
      String undone = out ? "Replicating" : "Switched";
      orderUntilCut(shop, order, undone, () -> proxy.cuts() > before);
      long broken = System.nanoTime();
      stack.signal("validator-service", "CONT");

      // then
      await().atMost(LIMIT).until(() -> sightings.settledSince(broken));
      sightings.assertSettledOrToldWithin(SeenStatus.PATIENCE, broken);
      finish(shop, order, undone, out ? "Switched" : "Replicating");
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
    return probes;
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
      case STORE_ORDER, STORE_OPEN -> {
        // One statement, which the server commits by itself.
        target.cutBehind(commit.statement);
        return target;
      }
      case STORE_FENCE -> {
        // The record names the steps of the last change of sides, too.
        target.cutBehind(Commit.STORE_ORDER.statement, commit.statement);
        return target;
      }
      case STORE_DONE -> {
        target.cutBehind(way == Direction.OUT ? commit.statement : "\"state\":\"Replicating\"");
        return target;
      }
      case OPEN -> {
        entered.cutBehindCommitOf((way == Direction.OUT ? commit : Commit.REOPEN).statement);
        return entered;
      }
      case REOPEN -> {
        entered.cutBehindCommitOf(commit.statement);
        return entered;
      }
    }
    throw new AssertionError(commit);
  }

  /**
   * As soon as the gate opens, and again where it was undone before it came to that commit; whether
   * an order was taken whose own store was cut is not told.
   */
  private void orderUntilCut(Shop shop, String order, String undone, BooleanSupplier cut) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(300))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              if (!cut.getAsBoolean() && api.state(shop.name()).equals(undone)) {
                api.tryPost(shop.name(), order, UUID.randomUUID().toString());
              }
              assertThat(cut.getAsBoolean()).as("cut in %s", api.get(shop.name())).isTrue();
            });
  }

  private void haltValidator() {
    try {
      stack.signal("validator-service", "STOP");
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The migration that most commits are cut in, or the one that is undone soon when nothing is
   * verified.
   */
  private static Shop replicating(Commit commit) throws Exception {
    boolean undoneSoon = commit == Commit.LIFT;
    Shop known = SHOPS.get(undoneSoon);
    if (known != null) {
      return known;
    }
    Shop shop = Shop.create(stack, undoneSoon ? "cut-lift" : "cut-commits");
    SHOPS.put(undoneSoon, shop);
    String file = shop.returningMigrationFile(source, target);
    assertThat(file).contains(TIME_LIMIT, "port: " + source.port(), "port: " + target.port());
    api.create(undoneSoon ? file.replace(TIME_LIMIT, "time-limit-millis: 5000") : file);
    api.post(shop.name(), "start");
    await().atMost(LIMIT).ignoreExceptions().until(() -> api.ready(shop.name()));
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
}
