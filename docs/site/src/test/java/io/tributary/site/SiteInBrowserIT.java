package io.tributary.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.tributary.fixture.ChromiumProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The site as a reader opens it, from files, in a real browser. */
class SiteInBrowserIT {
  private static final Path SITE =
      Path.of(System.getProperty("tributary.root"), "docs/site/target/site");
  private static final Path PICTURES = Path.of("target", "pictures");
  private static final double PATIENCE = 60_000;

  private static Playwright playwright;
  private static Browser browser;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(ChromiumProgram.path())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
  }

  @AfterAll
  static void end() {
    browser.close();
    playwright.close();
  }

  @ParameterizedTest
  @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
  void pagesAreReadableAndAskNobody(int width, ColorScheme scheme) {
    Page page = window(width, scheme);
    for (String name :
        List.of("errors", "migration-keys", "requests", "index", "tutorial-sqlite")) {
      page.navigate(address(name));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(PICTURES.resolve("%s-%d-%s.png".formatted(name, width, scheme))));

      // The page is not wider than the window: what is wide is scrolled by itself.
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(name).isEqualTo(width);
    }
    assertThat(serious(page)).isEmpty();
    assertThat(requests).isNotEmpty().allMatch(url -> url.startsWith(SITE.toUri().toString()));
    assertThat(errors).isEmpty();
  }

  @Test
  void aReaderFindsASectionWithTheKeyboardAlone() {
    Page page = window(390, ColorScheme.LIGHT);
    page.navigate(address("index"));

    page.keyboard().press("/");
    page.keyboard().type("on-invalid quarantine");
    page.waitForFunction("document.querySelectorAll('#site-found a').length > 3");
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("search-390.png")));
    assertThat(serious(page)).isEmpty();
    page.keyboard().press("Tab");
    String wanted = (String) page.evaluate("document.activeElement.href");
    page.keyboard().press("Enter");

    page.waitForURL(wanted);
    assertThat(errors).isEmpty();
    assertThat(requests).allMatch(url -> url.startsWith(SITE.toUri().toString()));

    // And to the text at once.
    page.navigate(address("api"));
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("site-text");
  }

  private Page window(int width, ColorScheme scheme) {
    Page page =
        browser
            .newContext(
                new Browser.NewContextOptions().setViewportSize(width, 844).setColorScheme(scheme))
            .newPage();
    page.setDefaultTimeout(PATIENCE);
    page.onRequest(request -> requests.add(request.url()));
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    return page;
  }

  private static String address(String page) {
    return SITE.resolve(page + ".html").toUri().toString();
  }

  /** What axe finds; that the page lets not even axe ask for its style is no error of the page. */
  private List<String> serious(Page page) {
    List<String> before = List.copyOf(errors);
    List<String> found =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .map(SiteInBrowserIT::told)
                .toList();
    errors.retainAll(before);
    return found;
  }

  private static String told(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }
}
