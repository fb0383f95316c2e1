package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.chroma.ChromaWriterMain;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectOutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** The application: a second process that writes to the directory as a Chroma server does. */
final class Application implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;

  Application(Path root) {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx64m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  ChromaWriterMain.class.getName(),
                  root.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      input =
          new BufferedWriter(
              new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
      assertThat(output.readLine()).isEqualTo("ready");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks for something and answers what came of it. */
  String ask(Object... command) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(command);
      }
      input.write(Base64.getEncoder().encodeToString(bytes.toByteArray()) + "\n");
      input.flush();
      return output.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does something that must not fail; answers its result. */
  String run(Object... command) {
    String answer = ask(command);
    assertThat(answer).startsWith("ok ");
    return answer.substring(3);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
