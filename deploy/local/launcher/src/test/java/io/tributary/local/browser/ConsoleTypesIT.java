package io.tributary.local.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.tributary.fixture.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The types that the console's modules name in their comments hold: TypeScript's compiler reads
 * them, in the browser, so that no further program is needed.
 */
class ConsoleTypesIT {
  private static final String LIBRARIES = "/META-INF/resources/webjars/";
  private static final String TYPESCRIPT = LIBRARIES + "typescript/5.6.3/lib/";
  private static final String TEMPLATES = LIBRARIES + "lit-html/3.3.1/";
  private static final Path MODULES =
      Checkout.root().resolve("orchestrator-service/src/main/resources/META-INF/resources/console");

  /** A compiler over files in memory, by their paths; its findings as lines. */
  private static final String CHECK =
      """
      files => {
        const host = {
          fileExists: path => path in files,
          readFile: path => files[path],
          getSourceFile: (path, options) =>
            path in files ? ts.createSourceFile(path, files[path], options) : undefined,
          getDefaultLibFileName: options => '/lib/' + ts.getDefaultLibFileName(options),
          getDefaultLibLocation: () => '/lib',
          getCurrentDirectory: () => '/',
          getCanonicalFileName: path => path,
          useCaseSensitiveFileNames: () => true,
          getNewLine: () => '\\n',
          writeFile: () => {},
        };
        const program = ts.createProgram(['/console/main.js'], {
          allowJs: true, checkJs: true, noEmit: true, strict: true, noUncheckedIndexedAccess: true,
          skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
          lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
        }, host);
        return ts.getPreEmitDiagnostics(program).map(found => {
          const text = ts.flattenDiagnosticMessageText(found.messageText, ' ');
          return found.file ? found.file.fileName + ':'
              + (found.file.getLineAndCharacterOfPosition(found.start).line + 1) + ' ' + text : text;
        });
      }""";

  @Test
  void holdsInEveryModule() throws Exception {
    Map<String, String> files = new TreeMap<>(modules());
    files.putAll(resources(TYPESCRIPT, "lib", "/lib/"));
    files.putAll(resources(TEMPLATES, "", "/console/lib/"));

    assertThat(checked(files)).isEmpty();
  }

  @Test
  void findsAWrongType() throws Exception {
    // given
    Map<String, String> files = new TreeMap<>(modules());
    files.putAll(resources(TYPESCRIPT, "lib", "/lib/"));
    files.putAll(resources(TEMPLATES, "", "/console/lib/"));
    files.merge("/console/model/text.js", "export const wrong = grouped('three');", String::concat);

    // when, then
    assertThat(checked(files)).singleElement().asString().contains("/console/model/text.js");
  }

  private static List<?> checked(Map<String, String> files) throws IOException {
    try (ConsoleBrowser browser = new ConsoleBrowser()) {
      Page page = browser.open(URI.create("about:blank"), ConsoleLook.WIDE_LIGHT);
      page.addScriptTag(
          new Page.AddScriptTagOptions().setContent(text(TYPESCRIPT + "typescript.js")));
      return (List<?>) page.evaluate(CHECK, files);
    }
  }

  private static Map<String, String> modules() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(MODULES)) {
      for (Path file : found.filter(path -> path.toString().endsWith(".js")).toList()) {
        files.put("/console/" + MODULES.relativize(file), Files.readString(file));
      }
    }
    return files;
  }

  /** Declarations of types below a directory of a jar, by the path that they get. */
  private static Map<String, String> resources(String directory, String begin, String place)
      throws IOException, URISyntaxException {
    Map<String, String> files = new TreeMap<>();
    URI uri = resource(directory + (begin.isEmpty() ? "lit-html.d.ts" : "lib.d.ts")).toURI();
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of());
        Stream<Path> found = Files.walk(jar.getPath(directory), 2)) {
      for (Path file : found.filter(path -> path.toString().endsWith(".d.ts")).toList()) {
        String name = jar.getPath(directory).relativize(file).toString();
        if (name.startsWith(begin)) {
          files.put(place + name, Files.readString(file));
        }
      }
    }
    return files;
  }

  private static String text(String resource) throws IOException {
    try (var in = resource(resource).openStream()) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static URL resource(String path) {
    return Objects.requireNonNull(ConsoleTypesIT.class.getResource(path), path);
  }
}
