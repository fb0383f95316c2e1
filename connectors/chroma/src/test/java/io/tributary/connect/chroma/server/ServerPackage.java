package io.tributary.connect.chroma.server;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.fixture.BoundedProgram;
import io.tributary.fixture.BoundedProgram.Result;
import io.tributary.fixture.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The package that holds the server, installed below {@code target}. Whatever keeps the server from
 * running on this machine skips the test that asks for it, with the reason, before anything is
 * downloaded in vain.
 */
final class ServerPackage {
  private static final String VERSION = "3.5.0";
  private static final int OLDEST_LIBC_MINOR = 39;
  private static final String NEWER_LIBC = "tributary.chroma.newer-libc";
  private static final Path PLACE = Path.of("target", "chroma-server").toAbsolutePath();
  private static final Duration SHORT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(8);
  private static final Duration DOWNLOAD = Duration.ofSeconds(60);

  private static TestAbortedException missing;

  private ServerPackage() {}

  /** The command that runs the server's command line; what was missing once is missing. */
  static synchronized List<String> command() {
    if (missing != null) {
      throw missing;
    }
    try {
      Files.createDirectories(PLACE);
      List<String> command = new ArrayList<>(node());
      install();
      command.add(PLACE.resolve("node_modules/chromadb/dist/cli.mjs").toString());
      return command;
    } catch (TestAbortedException e) {
      missing = e;
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> node() throws IOException {
    Result node = run(SHORT, "node", "-p", "process.execPath");
    assumeTrue(node.well(), "Chroma's server needs Node.js, which is not here: " + node.output());
    if (!Boolean.getBoolean(NEWER_LIBC)) {
      requireLibrary();
      return List.of(node.output());
    }
    String script = Checkout.root().resolve("deploy/local/bin/ensure-newer-libc.sh").toString();
    Result prepared = run(DOWNLOAD, "sh", "-c", "sh \"$0\" 2>messages.txt", script);
    assumeTrue(prepared.well(), "no newer C library, see messages.txt in " + PLACE);
    Path libraries = Path.of(prepared.output());
    try (Stream<Path> files = Files.list(libraries)) {
      Path loader =
          files.filter(f -> f.getFileName().toString().startsWith("ld-")).findFirst().orElseThrow();
      return List.of(loader.toString(), "--library-path", libraries.toString(), node.output());
    }
  }

  private static void requireLibrary() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return;
    }
    String version =
        run(SHORT, "node", "-p", "process.report.getReport().header.glibcVersionRuntime").output();
    String[] parts = version.split("\\.");
    assumeTrue(
        parts.length > 1 && parts[0].equals("2") && Integer.parseInt(parts[1]) >= OLDEST_LIBC_MINOR,
        "Chroma's server needs glibc 2."
            + OLDEST_LIBC_MINOR
            + ", and this machine has "
            + version
            + ". With -D"
            + NEWER_LIBC
            + "=true the test fetches a newer one from Debian and uses it without installing it");
  }

  private static void install() throws IOException {
    if (installed()) {
      return;
    }
    // Asked first, since a registry that does not answer would be waited for much longer below.
    Result npm = run(LOOK, "npm", "view", "chromadb@" + VERSION, "version", "--fetch-retries=0");
    assumeTrue(
        npm.well(),
        "Chroma's server is installed by npm, which did not find chromadb "
            + VERSION
            + ": "
            + npm.output());
    Result install =
        run(
            DOWNLOAD,
            "npm",
            "install",
            "--prefix=" + PLACE,
            "--no-audit",
            "--no-fund",
            "--no-package-lock",
            "--ignore-scripts",
            "--fetch-retries=0",
            "--fetch-timeout=20000",
            "chromadb@" + VERSION);
    if (!install.well()) {
      abort("npm could not install chromadb " + VERSION + ": " + install.output());
    }
    assumeTrue(installed(), "chromadb " + VERSION + " has no server for this kind of machine");
  }

  private static boolean installed() throws IOException {
    Path modules = PLACE.resolve("node_modules");
    if (!Files.isRegularFile(modules.resolve("chromadb/dist/cli.mjs"))) {
      return false;
    }
    try (Stream<Path> all = Files.list(modules)) {
      return all.anyMatch(m -> m.getFileName().toString().startsWith("chromadb-js-bindings-"));
    }
  }

  private static Result run(Duration limit, String... command) {
    return BoundedProgram.run(PLACE, limit, List.of(command));
  }
}
