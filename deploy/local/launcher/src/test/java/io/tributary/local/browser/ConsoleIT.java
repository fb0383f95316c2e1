package io.tributary.local.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The life of a migration, driven from the page of the console on real parts, while the
 * orchestrator halts in the middle of the first cutover and is started again.
 */
class ConsoleIT {
  private static final String AT_SOURCES = "The sources accept writes. Nothing is fenced.";
  private static final String AT_TARGET = "The target accepts writes. The sources refuse them.";
  private static final String NAME = "seen";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private TestStack stack;
  private Shop shop;
  private ConsoleBrowser browser;

  @BeforeEach
  void create() throws Exception {
    stack = TestStack.shared();
    shop = Shop.create(stack, NAME);
    // It halts once it has stored that the target is opened: from there is only forward.
    stack.startOrchestrator(Map.of("TRIBUTARY_TEST_HALT_AT", NAME + ":out:OPEN:stored"));
    stack.api().create(shop.returningMigrationFile());
    browser = new ConsoleBrowser();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void drivesAMigrationFromTheStartToItsEndThoughTheOrchestratorDies() throws Exception {
    // given
    Page page = browser.signedIn(stack.api().base(), ConsoleLook.WIDE_LIGHT, stack.api().token());
    ConsoleOperator operator = new ConsoleOperator(page, NAME);

    // when: found in the list, checked and started
    page.getByText(NAME, new Page.GetByTextOptions().setExact(true)).click();
    operator.seesOfWrites(AT_SOURCES);
    operator.go("Preflight");
    operator.order("preflight");
    operator.sees("checks passed");
    kept(page, "preflight");
    operator.go("Overview");
    operator.order("start");

    // then: every table is found equal, one by one
    operator.seesState("Replicating");
    operator.sees("3 of 3 tables");
    kept(page, "replicating");
    operator.go("Tables");
    operator.sees("3 of 3 tables found equal");
    kept(page, "tables");

    // when: rehearsed
    operator.go("Cutover");
    rehearseOnceTheGateIsOpen(operator);
    operator.sees("Predicted pause");
    kept(page, "rehearsed");

    // when: cut over, and the orchestrator dies in the middle
    operator.confirmedOrder("cutover");
    operator.seesConnection("Not live");
    operator.sees("What is shown is as it was at");
    kept(page, "not-live");
    await().atMost(LIMIT).until(() -> stack.orchestratorEnded());
    stack.startOrchestrator(Map.of());

    // then: the same page goes on
    operator.seesConnection("Live");
    operator.seesOfWrites(AT_TARGET);
    operator.sees("Writes were refused for");
    kept(page, "cut-over");

    // when: back and forth again
    awaitGate("rollback");
    operator.confirmedOrder("rollback");
    operator.seesOfWrites(AT_SOURCES);
    awaitGate("cutover");
    operator.go("Overview");
    operator.confirmedOrder("cutover");
    operator.seesOfWrites(AT_TARGET);

    // then: it is told who did it, and the reports are there
    operator.go("History");
    operator.sees("local");
    kept(page, "history");
    operator.go("Reports");
    page.getByText("Show", new Page.GetByTextOptions().setExact(true)).first().click();
    operator.sees("What was compared behind the fences");
    kept(page, "report");

    // when: completed
    operator.go("Overview");
    operator.confirmedOrder("complete");

    // then
    operator.seesState("Completed");
    operator.seesOfWrites(AT_TARGET);
    assertThat(shop.targetRows()).isEqualTo(shop.sourceRows());
    assertThat(browser.foreignRequests()).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  private void rehearseOnceTheGateIsOpen(ConsoleOperator operator) {
    awaitGate("cutover");
    operator.order("rehearse");
  }

  /** What the page would show by its button; asked beside it, so that the page is left alone. */
  private void awaitGate(String order) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(
            () ->
                stack
                    .api()
                    .tryPost(NAME, order + "?dryRun=true", "unused")
                    .body()
                    .path("open")
                    .asBoolean());
  }

  private static void kept(Page page, String name) {
    ConsoleBrowser.picture(page, "real-" + name);
    ConsoleBrowser.assertAccessible(page, name);
  }
}
