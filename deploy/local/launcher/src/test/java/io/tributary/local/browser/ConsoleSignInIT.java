package io.tributary.local.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How the page signs people in at an OpenID Connect server. Server and orchestrator are
 * simulations; what the real orchestrator does with a code shows {@code SignInIT} of its own.
 */
class ConsoleSignInIT {
  private SimulatedOrchestrator service;
  private SimulatedProvider provider;
  private ConsoleBrowser browser;

  @BeforeEach
  void open() throws Exception {
    service = new SimulatedOrchestrator();
    provider = new SimulatedProvider();
    service.signsInAt(provider);
    browser = new ConsoleBrowser();
  }

  @AfterEach
  void close() {
    browser.close();
    provider.close();
    service.close();
  }

  @Test
  void leadsToTheServerAndBackToWhereOneWas() {
    // given
    Page page = browser.open(service.address(), ConsoleLook.WIDE_LIGHT);
    page.navigate("/console/#/migrations/automation");
    ConsoleBrowser.assertAccessible(page, "sign in at a server");

    // when
    atTheServer(page);

    // then
    page.getByText("Sign out").waitFor();
    assertThat(page).hasURL(service.address() + "/console/#/migrations/automation");
    assertThat(provider.verified()).isEqualTo(1);
    assertThat(browser.foreignRequests())
        .allMatch(asked -> asked.startsWith(provider.address() + "/authorize?"));
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void renewsTheTokenBeforeItEnds() {
    // given one that ends soon
    provider.expiresIn(6);
    Page page = browser.open(service.address(), ConsoleLook.WIDE_LIGHT);
    page.navigate("/console/");

    // when
    atTheServer(page);

    // then
    page.waitForCondition(() -> provider.renewed() > 0);
    assertThat(page.getByText("Sign out")).isVisible();
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void saysWhyTheServerSignedNobodyIn() {
    // given
    provider.refuses("access_denied");
    Page page = browser.open(service.address(), ConsoleLook.WIDE_LIGHT);
    page.navigate("/console/");

    // when
    atTheServer(page);

    // then
    assertThat(page.getByText("The server signed nobody in: access_denied.")).isVisible();
    assertThat(page.getByLabel("Token")).isVisible();
  }

  @Test
  void takesNoCodeOfASignInThatItDidNotBegin() {
    // when somebody is led here with a code of somebody else
    Page page = browser.open(service.address(), ConsoleLook.WIDE_LIGHT);
    page.navigate("/console/?code=theirs&state=theirs");

    // then
    assertThat(page.getByText("a sign-in that did not begin in this tab")).isVisible();
    assertThat(provider.asked()).isZero();
  }

  private static void atTheServer(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in at")).click();
  }
}
