package io.tributary.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How the pages look and answer, at both sizes, light and dark. The service is a simulation that
 * plays statuses; {@link ConsoleIT} has the real one.
 */
class ConsolePagesIT {
  private static final String HOME = "/console/#/migrations/automation";

  private SimulatedOrchestrator service;
  private ConsoleBrowser browser;

  @BeforeEach
  void open() throws Exception {
    service = new SimulatedOrchestrator();
    browser = new ConsoleBrowser();
  }

  @AfterEach
  void close() {
    browser.close();
    service.close();
  }

  @ParameterizedTest
  @EnumSource(ConsoleLook.class)
  void showsEveryPageWithNothingSeriousForAxeAndNothingBeyondItsEdge(ConsoleLook look) {
    Page page = browser.signedIn(service.address(), look, SimulatedOrchestrator.TOKEN);

    for (PlayedPage played : PlayedPage.values()) {
      service.show(played.status());
      page.navigate("/console/" + played.address());
      assertThat(page.getByText(played.awaited()).first()).isVisible();
      ConsoleBrowser.picture(page, played.word() + "-" + look.word());
      ConsoleBrowser.assertAccessible(page, played.word() + " " + look.word());
      assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
          .as(played.word())
          .isLessThanOrEqualTo(look.width);
    }
    assertThat(browser.foreignRequests()).isEmpty();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void findsOneOfAThousandTablesDownToTheRowsThatDiffer() {
    // given
    service.show(ThousandTables.status());
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);

    // when
    page.navigate(HOME + "/tables");

    // then: the one that differs comes first, and a part of the list is in the page
    Locator rows = page.locator("tbody tr");
    assertThat(rows).hasCount(100);
    assertThat(rows.first()).containsText(ThousandTables.name(ThousandTables.DIFFERENT));

    // when searched, sorted, turned and opened
    page.getByLabel("Find").fill("table_00");
    assertThat(page.getByText("100 tables found")).isVisible();
    page.getByLabel("Find").fill("");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Table").setExact(true))
        .click();
    assertThat(rows.first()).containsText(ThousandTables.name(0));
    page.getByText("Next", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(rows.first()).containsText(ThousandTables.name(100));
    page.getByLabel("Verdict").selectOption("DIFFERENT");
    page.getByText(ThousandTables.name(ThousandTables.DIFFERENT)).click();

    // then
    assertThat(page.getByText("5 rows differ.")).isVisible();
    assertThat(page.locator(".differences")).containsText("id = 2");
    assertThat(page.locator(".differences")).containsText("price");
  }

  @Test
  void showsHowManyRowsOfATableWereChangedAndSortsByThat() {
    // given
    service.show(ThousandTables.status());
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);
    page.navigate(HOME + "/tables");
    Locator rows = page.locator("tbody tr");
    assertThat(rows.first()).containsText("98,765");

    // when the most inserts come first
    Locator inserted =
        page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Inserted").setExact(true));
    inserted.click();
    inserted.click();

    // then
    assertThat(rows.first()).containsText(ThousandTables.name(3));
    assertThat(rows.first()).containsText("1,204");
    page.getByText(ThousandTables.name(3)).click();
    assertThat(page.getByText("1,204 rows inserted, 35 updated, 7 deleted; 482 kB on the topic"))
        .isVisible();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void showsTheValuesOfRowsThatDifferToTheRoleForThemAlone() {
    // given
    service.show(ThousandTables.status());
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);
    page.navigate(HOME + "/tables");
    page.getByText(ThousandTables.name(ThousandTables.DIFFERENT)).click();
    assertThat(page.getByText("5 rows differ.")).isVisible();
    assertThat(page.getByText("Show values")).hasCount(0);

    // when
    service.roles("viewer", "values");
    page.reload();
    page.getByText(ThousandTables.name(ThousandTables.DIFFERENT)).click();
    page.getByText("Show values").click();

    // then
    Locator values = page.locator("table.values");
    assertThat(values).containsText("1 row without a whole key not looked up");
    assertThat(values.locator("tbody tr").first()).containsText("\"9.50\"");
    assertThat(values.locator("tbody tr").first()).containsText("\"9.5 \"");
    assertThat(values.locator("tbody tr").last()).containsText("NULL");
    assertThat(values.locator("tbody tr").last()).containsText("no row");
    ConsoleBrowser.assertAccessible(page, "values of rows");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void countsTablesThatAreStillToBeComparedAmongAll() {
    // given a source whose first table was just compared
    JsonNode status = SimulatedOrchestrator.recorded("replicating");
    ((ObjectNode) status.path("sources").path(0).path("validation"))
        .put("compared", 1)
        .put("verified", 1);
    service.show(status);
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);

    // when
    page.navigate(HOME);

    // then
    assertThat(page.locator("article").first()).containsText("1 of 41 tables");
    page.navigate(HOME + "/tables");
    assertThat(page.getByText("of 40 tables found equal, 40 not compared yet")).isVisible();
  }

  @Test
  void showsEachTableThatBeginsAnewWithItsPhaseAndRows() {
    // given
    JsonNode status = SimulatedOrchestrator.recorded("replicating");
    ArrayNode tables = ((ObjectNode) status.path("sources").path(0)).putArray("tableRestarts");
    tables.addObject().put("table", "public.messages").put("phase", "COPYING").put("rows", 1_200);
    tables
        .addObject()
        .put("table", "public.notes")
        .put("phase", "REFUSED")
        .put("rows", 0)
        .putObject("error")
        .put("code", "TRB-RESTART-TABLE-REFUSED")
        .put("message", "The target refuses a row.");
    service.show(status);
    Page page =
        browser.signedIn(service.address(), ConsoleLook.NARROW_DARK, SimulatedOrchestrator.TOKEN);

    // when
    page.navigate(HOME);

    // then
    Locator anew = page.getByLabel("Tables that begin anew");
    assertThat(anew.locator("li"))
        .hasText(
            new Pattern[] {
              Pattern.compile("public.messages\\s+rows are written anew, 1,200 rows"),
              Pattern.compile(
                  "public.notes\\s+refused\\s+TRB-RESTART-TABLE-REFUSED: The target refuses a row.")
            });
    ConsoleBrowser.assertAccessible(page, "tables that begin anew");
  }

  @Test
  void showsWhatNobodyKnowsAsUnknownAndNeverAsNothing() {
    // given numbers that are null, as the API tells them of a source that is being copied
    service.show(SimulatedOrchestrator.recorded("copying"));
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);

    // when
    page.navigate(HOME);

    // then
    Locator source = page.locator("article").first();
    assertThat(source.locator("dl > div").filter(new Locator.FilterOptions().setHasText("Lag")))
        .containsText("unknown");
    assertThat(source.getByText("To apply")).hasCount(1);
    assertThat(page.locator("article").last().getByText("WAL kept")).hasCount(0);
  }

  @Test
  void isUsedByKeyboardAloneAndKeepsTheFocusWhileFiguresChange() {
    // given
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);
    page.navigate(HOME);
    Locator abort = page.locator("[data-order=abort]");
    abort.focus();

    // when another status comes
    service.show(SimulatedOrchestrator.recorded("stopped"));
    assertThat(page.getByText("TRB-CAPTURE-SLOT-LOST")).isVisible();

    // then
    assertThat(abort).isFocused();
    page.keyboard().press("Enter");
    Locator asked = page.getByRole(AriaRole.DIALOG);
    assertThat(asked).isVisible();
    page.keyboard().type("another");
    page.keyboard().press("Enter");
    assertThat(asked).isVisible();
    page.keyboard().press("Escape");
    assertThat(asked).isHidden();
    assertThat(abort).isFocused();
  }

  @Test
  void offersToViewersNothingThatTheyMayNotDo() {
    // given
    service.roles("viewer");
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);

    // when
    page.navigate(HOME);

    // then
    assertThat(page.getByText("Your token may look.")).isVisible();
    for (Locator button : page.locator("button[data-order]").all()) {
      assertThat(button).isDisabled();
    }
  }

  @Test
  void saysWhenItIsNotLiveAndSinceWhenItsFiguresAre() throws Exception {
    // given
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);
    page.navigate(HOME);
    assertThat(page.locator(".live")).hasText("Live");

    // when
    service.close();

    // then
    assertThat(page.locator(".live")).hasText("Not live");
    assertThat(page.getByText("What is shown is as it was at")).isVisible();
    assertThat(page.locator(".truth .sentence")).containsText("The sources accept writes.");
    assertThat(page.locator(".truth.old")).isVisible();
  }

  @Test
  void goesOnThroughASwitchOfTheActiveInstance() {
    // given
    Page page =
        browser.signedIn(service.address(), ConsoleLook.WIDE_LIGHT, SimulatedOrchestrator.TOKEN);
    page.navigate(HOME);
    assertThat(page.locator(".live")).hasText("Live");

    // when
    service.standBy(true);

    // then: it asks the instance that stands by, which sees the cutover
    assertThat(page.locator(".live")).hasText("Standing by");
    service.show(SimulatedOrchestrator.recorded("cutting-over"));
    assertThat(page.locator(".truth .sentence")).containsText("Writes are refused until");

    // when it is the active one again, then
    service.standBy(false);
    assertThat(page.locator(".live")).hasText("Live");
  }

  /** Those of the documentation, written when asked for. */
  @Test
  void keepsThePicturesOfTheDocumentationSmall() throws Exception {
    List<DocumentedPicture> pictures = List.of(DocumentedPicture.values());

    for (DocumentedPicture each : pictures) {
      service.show(each.page.status());
      Page page = browser.signedIn(service.address(), each.look, SimulatedOrchestrator.TOKEN);
      page.navigate("/console/" + each.page.address());
      assertThat(page.getByText(each.page.awaited()).first()).isVisible();
      if (each == DocumentedPicture.OVERVIEW) {
        assertThat(page.locator(".chart .line").first())
            .hasAttribute("d", Pattern.compile("(L[^L]+){12}.*"));
      }
      assertThat(each.keep(page)).isLessThan(DocumentedPicture.MOST_BYTES);
      page.context().close();
    }
  }
}
