package io.tributary.files.sqlite.back;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Another process that has the file open. */
public final class OutsiderMain {
  private OutsiderMain() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("watch")) {
      watch(file);
    } else {
      stayInside(file);
    }
  }

  /** Looks and tries to write, over and over, until the input ends; then says what it saw. */
  private static void watch(Path file) throws Exception {
    Set<String> seen = new TreeSet<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=0");
        Statement statement = connection.createStatement()) {
      int rounds = 0;
      while (System.in.available() == 0) {
        try {
          seen.add("saw " + ClosedFile.rows(connection, ReturnTransactionTest.WATCHED));
        } catch (SQLException e) {
          seen.add("read refused " + (e.getErrorCode() & 0xff));
        }
        try {
          statement.executeUpdate("UPDATE t SET v = -1");
          seen.add("WROTE");
        } catch (SQLException e) {
          int code = e.getErrorCode() & 0xff;
          seen.add("write refused " + (code == 5 || code == 6 ? "busy" : e.getMessage()));
        }
        if (++rounds == 20) {
          System.out.println("watching");
        }
      }
    }
    seen.forEach(System.out::println);
    System.out.println("end");
  }

  /** Has written rows and not yet committed when it says so, and stays there. */
  private static void stayInside(Path file) throws Exception {
    try (ReturnTransaction transaction = ReturnTransaction.begin(file, List.of("t"), 10_000)) {
      transaction.openForWriting();
      ReturnTable table = transaction.table("t");
      // More than the page cache holds, so that pages are in the file or in the log.
      for (int i = 0; i < 20_000; i++) {
        table.insert(ClosedFile.row("id", 1000 + i, "v", "x".repeat(200)));
      }
      transaction.setFact("back.position", "2");
      System.out.println("inside");
      System.in.read();
    }
  }
}
