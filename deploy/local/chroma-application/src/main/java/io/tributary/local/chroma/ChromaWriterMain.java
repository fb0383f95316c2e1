package io.tributary.local.chroma;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Runs a {@link ChromaWriter} as a process of its own: one command a line, one answer a line. */
public final class ChromaWriterMain {
  private ChromaWriterMain() {}

  public static void main(String[] arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (ChromaWriter writer = new ChromaWriter(Path.of(arguments[0]), ChromaTables.CURRENT)) {
      System.out.println("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String answer;
        try {
          answer = "ok " + run(writer, command(line));
        } catch (java.sql.SQLException e) {
          // A statement of a transaction that was refused leaves it open.
          writer.giveUp();
          answer = "refused " + String.valueOf(e.getMessage()).replace('\n', ' ');
        }
        System.out.println(answer);
      }
    }
  }

  private static Object[] command(String line) throws Exception {
    byte[] bytes = Base64.getDecoder().decode(line);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return (Object[]) in.readObject();
    }
  }

  private static Object run(ChromaWriter writer, Object[] command) throws Exception {
    String verb = (String) command[0];
    String database = (String) command[1];
    String name = (String) command[2];
    switch (verb) {
      case "create" -> {
        return writer.create(database, name, (String) command[3], (Integer) command[4]);
      }
      case "queue" -> {
        return writer.queue(database, name, (QueueOperation) command[3]);
      }
      case "apply" -> writer.apply(database, name, (QueueOperation) command[3], (Long) command[4]);
      case "write" -> writer.write(database, name, (QueueOperation) command[3]);
      case "drop" -> writer.drop(database, name);
      case "rename" -> writer.rename(database, name, (String) command[3]);
      case "persist" -> writer.persist(database, name);
      case "files" -> writer.persistFiles(database, name);
      case "position" -> writer.persistPosition(database, name);
      case "purge" -> writer.purge(database, name);
      default -> throw new IllegalArgumentException(verb);
    }
    return "";
  }
}
