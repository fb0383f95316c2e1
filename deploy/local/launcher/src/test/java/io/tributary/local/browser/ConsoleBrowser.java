package io.tributary.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.tributary.fixture.ChromiumProgram;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Chromium, used as an operator does. Whatever a page asks of another address than the service's,
 * and whatever the console of the browser calls an error, is kept. One thread.
 */
final class ConsoleBrowser implements AutoCloseable {
  private static final Path PICTURES = Path.of("target", "console");

  /** Machines of tests are slow at times, in milliseconds. */
  private static final double PATIENCE = 60_000;

  private static final Set<String> SERIOUS = Set.of("serious", "critical");

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> foreign = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  ConsoleBrowser() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(ChromiumProgram.path())
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** A window at the console of a service. */
  Page open(URI service, ConsoleLook look) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(look.width, look.height)
                .setColorScheme(look.scheme)
                .setBaseURL(service.toString()));
    context.setDefaultTimeout(PATIENCE);
    Page page = context.newPage();
    page.onRequest(
        request -> {
          if (!request.url().startsWith(service.toString()) && !request.url().startsWith("blob:")) {
            foreign.add(request.url());
          }
        });
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    return page;
  }

  /** The same, signed in. */
  Page signedIn(URI service, ConsoleLook look, String token) {
    Page page = open(service, look);
    page.navigate("/");
    page.getByLabel("Token").fill(token);
    page.getByText("Sign in").last().click();
    page.getByText("Sign out").waitFor();
    return page;
  }

  /** Addresses elsewhere that were asked for. */
  List<String> foreignRequests() {
    return foreign;
  }

  /** What the browser calls an error: exceptions, and refusals by the page's own policy. */
  List<String> errors() {
    return errors;
  }

  /** Keeps a picture of a page for whoever changes it. */
  static Path picture(Page page, String name) {
    Path file = PICTURES.resolve(name + ".png");
    page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    return file;
  }

  /** Holds that nothing serious keeps people with disabilities from using a page. */
  static void assertAccessible(Page page, String where) {
    List<String> found =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> SERIOUS.contains(rule.getImpact()))
                .map(ConsoleBrowser::told)
                .toList();
    assertThat(found).as(where).isEmpty();
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
