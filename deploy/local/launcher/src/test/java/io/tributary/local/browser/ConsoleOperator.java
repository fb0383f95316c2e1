package io.tributary.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;

/** What an operator does at the page of one migration, and sees there. */
record ConsoleOperator(Page page, String migration) {
  private static final double LIMIT = Duration.ofSeconds(120).toMillis();

  /** Opens a page of the migration by its link. */
  void go(String link) {
    page.getByRole(AriaRole.NAVIGATION)
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link))
        .last()
        .click();
  }

  /** Gives an order that asks nothing. */
  void order(String order) {
    Locator button = page.locator("button[data-order=" + order + "]").first();
    assertThat(button).isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(LIMIT));
    button.click();
  }

  /** Gives an order for which the migration's name has to be typed. */
  void confirmedOrder(String order) {
    order(order);
    Locator asked = page.getByRole(AriaRole.DIALOG);
    Locator go = asked.locator("button").last();
    assertThat(go).isDisabled();
    asked.getByRole(AriaRole.TEXTBOX).fill(migration);
    go.click();
  }

  /** Waits until the page says which side accepts writes. */
  void seesOfWrites(String sentence) {
    assertThat(page.locator(".truth .sentence"))
        .hasText(sentence, new LocatorAssertions.HasTextOptions().setTimeout(LIMIT));
  }

  /** Waits for a text anywhere on the page. */
  void sees(String text) {
    assertThat(page.getByText(text).first())
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT));
  }

  /** Waits for what the page says of its connection. */
  void seesConnection(String word) {
    assertThat(page.locator(".live"))
        .hasText(word, new LocatorAssertions.HasTextOptions().setTimeout(LIMIT));
  }

  /** Waits until the migration is in a state. */
  void seesState(String state) {
    assertThat(page.locator(".heading .state"))
        .containsText(state, new LocatorAssertions.ContainsTextOptions().setTimeout(LIMIT));
  }
}
