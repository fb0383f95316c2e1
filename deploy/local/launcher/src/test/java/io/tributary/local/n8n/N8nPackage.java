package io.tributary.local.n8n;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.fixture.BoundedProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * The package n8n, installed by npm. Whatever keeps it from running on this machine skips the test
 * that asks for it, with the reason. It has over 1 GB and takes minutes to install, so it is asked
 * for by the property {@code tributary.n8n}.
 *
 * @param node the program Node.js
 * @param start n8n's own command
 */
public record N8nPackage(Path node, Path start) {
  private static final String VERSION = "1.123.81";
  private static final String ASKED = "tributary.n8n";
  private static final String PLACE = "tributary.n8n.place";
  private static final Duration SHORT = Duration.ofSeconds(20);
  private static final Duration DOWNLOAD = Duration.ofMinutes(30);

  /** Ends with status 0 where n8n 1.123 takes this Node.js and has its native parts for it. */
  private static final String FITTING =
      "process.stdout.write(process.execPath);"
          + "process.exit(['22', '24'].includes(process.versions.node.split('.')[0]) ? 0 : 1)";

  /** SheetJS is published beside the registry; nothing that a test does needs the newer one. */
  private static final String MANIFEST =
      """
      {"name": "tributary-n8n", "private": true,
       "dependencies": {"n8n": "%s"}, "overrides": {"xlsx": "0.18.5"}}
      """;

  private static N8nPackage installed;
  private static TestAbortedException missing;

  /** The installed package; what was missing once is missing. */
  public static synchronized N8nPackage required() {
    assumeTrue(
        Boolean.getBoolean(ASKED),
        "the real n8n runs only with -D" + ASKED + "=true, because it has over 1 GB");
    if (missing != null) {
      throw missing;
    }
    try {
      if (installed == null) {
        installed = install();
      }
      return installed;
    } catch (TestAbortedException e) {
      missing = e;
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static N8nPackage install() throws IOException {
    Path place =
        Files.createDirectories(
            Path.of(System.getProperty(PLACE, Path.of("target", "n8n").toString()))
                .toAbsolutePath());
    Path start = place.resolve("node_modules/n8n/bin/n8n");
    Path done = place.resolve("installed-" + VERSION);
    BoundedProgram.Result npm = BoundedProgram.run(place, SHORT, List.of("npm", "--version"));
    assumeTrue(npm.well(), "n8n is installed by npm, which is not here: " + npm.output());
    Path node = node(place);
    if (!Files.exists(done)) {
      requireRegistry(place);
      Files.writeString(place.resolve("package.json"), MANIFEST.formatted(VERSION));
      // Of all the packages' scripts only this one is needed: it builds SQLite's driver.
      requireInstalled(npm(place, node, "install", "--ignore-scripts"));
      requireInstalled(npm(place, node, "rebuild", "sqlite3"));
      Files.createFile(done);
    }
    return new N8nPackage(node, start);
  }

  /** The machine's Node.js where it fits, else the one that npm's package of it holds. */
  private static Path node(Path place) throws IOException {
    BoundedProgram.Result own = version(place, "node");
    if (own.well()) {
      return Path.of(own.output());
    }
    Path packaged = place.resolve("node/node_modules/node/bin/node");
    if (!Files.exists(packaged)) {
      requireRegistry(place);
      Path directory = Files.createDirectories(place.resolve("node"));
      Files.writeString(
          directory.resolve("package.json"),
          "{\"name\": \"tributary-node\", \"private\": true, \"dependencies\": {\"node\": \"22\"}}");
      requireInstalled(npm(directory, null, "install"));
    }
    BoundedProgram.Result fetched = version(place, packaged.toString());
    assumeTrue(
        fetched.well(),
        "n8n needs Node.js 22 or 24; this machine has "
            + own.output()
            + ", and npm's package node@22 does not run: "
            + fetched.output());
    return packaged;
  }

  private static BoundedProgram.Result version(Path place, String node) {
    return BoundedProgram.run(place, SHORT, List.of(node, "-e", FITTING));
  }

  /** Asked first, since a registry that does not answer would be waited for much longer. */
  private static void requireRegistry(Path place) {
    BoundedProgram.Result found =
        BoundedProgram.run(
            place, SHORT, List.of("npm", "view", "n8n@" + VERSION, "version", "--fetch-retries=0"));
    assumeTrue(found.well(), "npm did not find n8n " + VERSION + ": " + found.output());
  }

  private static BoundedProgram.Result npm(Path directory, Path node, String... arguments) {
    String path = node == null ? "" : node.getParent() + ":";
    List<String> command =
        new ArrayList<>(
            List.of("sh", "-c", "PATH=\"$0$PATH\" exec npm \"$@\" --no-audit --no-fund", path));
    command.addAll(List.of(arguments));
    return BoundedProgram.run(directory, DOWNLOAD, command);
  }

  private static void requireInstalled(BoundedProgram.Result npm) {
    assumeTrue(npm.well(), "npm could not install n8n " + VERSION + ": " + npm.output());
  }
}
