package io.tributary.local.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.stack.LoopbackPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Somebody with two terminals in a directory, who types what a page says, types a migration's name
 * where it is asked for, and presses Ctrl-C in what is watched as soon as it shows what the page
 * shows. What is set in one block is there in the next.
 */
final class TypingReader implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));
  private static final long LIMIT_SECONDS = 300;

  /** In the place of the script of the checkout, which would build what is being tested. */
  private static final String PROGRAM =
      """
      #!/bin/bash
      run() { exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx256m '-Dtributary.root=%s' -cp '%s' io.tributary.local.Launcher "$@"; }
      case " $* " in
        *" -w "*)
          (run "$@") >watched 2>&1 & watching=$!
          for i in $(seq 600); do
            seen=yes
            while read -r line; do grep -qP -e "$line" watched || seen=no; done <expected
            [ $seen = no ] || break
            sleep 0.2
          done
          kill $watching; cat watched ;;
        " cutover "*" --dry-run "*) run "$@" ;;
        " cutover "* | " complete "* | " restart "*) echo "$2" | run "$@" ;;
        *) run "$@" ;;
      esac
      """;

  private final Path directory;
  private final Path programs;
  private Process staying;

  /** In a new directory that everybody can search, with these further programs on the path. */
  TypingReader(Path directory, Path programs) throws IOException {
    this.directory = directory;
    this.programs = programs;
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path program = directory.resolve("tributary");
    Files.writeString(
        program,
        PROGRAM.formatted(
            Path.of(System.getProperty("java.home"), "bin", "java"),
            ROOT,
            System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createSymbolicLink(directory.resolve("deploy"), ROOT.resolve("deploy"));
    Files.createFile(directory.resolve("environment"));
    linkServer();
  }

  /** A server that was built for this checkout need not be built again. */
  private void linkServer() throws IOException {
    for (Path path = programs; path != null; path = path.getParent()) {
      if (path.getFileName() != null && path.getFileName().toString().startsWith("postgresql-")) {
        Path home = Files.createDirectories(directory.resolve(".tributary"));
        Files.createSymbolicLink(home.resolve(path.getFileName()), path);
        return;
      }
    }
  }

  /** Types a block, and holds that it ends well and shows what the page shows. */
  void type(CommandBlock block) throws IOException, InterruptedException {
    if (block.stays()) {
      stay(block);
      return;
    }
    List<String> expected = block.expected();
    Files.write(directory.resolve("expected"), expected.isEmpty() ? List.of("\\b100%") : expected);
    Path output = directory.resolve("output");
    Process shell =
        shell(". ./environment\nset -a\n" + block.commands() + "\nexport -p >environment", output);
    if (!shell.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      shell.descendants().forEach(ProcessHandle::destroy);
      shell.destroy();
      throw new AssertionError(block + " did not end: " + Files.readString(output));
    }
    String seen = Files.readString(output);
    assertThat(shell.exitValue()).as("%s%n%s", block, seen).isZero();
    assertThat(expected)
        .as("%s%n%s", block, seen)
        .allSatisfy(line -> assertThat(Pattern.compile(line).matcher(seen).find()).isTrue());
  }

  private void stay(CommandBlock block) throws IOException {
    Path output = directory.resolve("terminal");
    staying =
        shell(
            block
                .commands()
                // Tests of the demo run beside, and take the usual port.
                .replace(
                    "./tributary up",
                    "exec ./tributary up --orchestrator-port " + LoopbackPort.free()),
            output);
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () -> {
              String seen = Files.readString(output);
              assertThat(staying.isAlive()).as(seen).isTrue();
              assertThat(block.expected())
                  .as(seen)
                  .allSatisfy(
                      line -> assertThat(Pattern.compile(line).matcher(seen).find()).isTrue());
            });
  }

  private Process shell(String commands, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-e", "-c", commands)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("TRIBUTARY_HOME", directory.resolve(".tributary").toString());
    environment.put("PATH", programs + ":" + System.getenv("PATH"));
    // Those of the README's file, which its own block of exports names.
    environment.put("LEGACY_PASSWORD", "tutorial");
    environment.put("N8N_PASSWORD", "tutorial");
    return builder.start();
  }

  @Override
  public void close() throws InterruptedException {
    if (staying != null) {
      staying.destroy();
      staying.waitFor();
    }
  }
}
