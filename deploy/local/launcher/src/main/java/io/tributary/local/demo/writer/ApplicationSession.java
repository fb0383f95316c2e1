package io.tributary.local.demo.writer;

import io.tributary.local.demo.sample.DemoSample;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** How a writer speaks to whatever database its .env file names. Not thread-safe. */
interface ApplicationSession extends AutoCloseable {

  /** What became of a transaction. */
  enum Outcome {
    ACCEPTED,
    /** Nothing of it happened: the database takes no writes, or is not to be reached. */
    REFUSED,
    /** The answer to the commit was lost. */
    UNKNOWN
  }

  /**
   * The session of a sample's application.
   *
   * @param sourcePort tells the legacy server from the target
   * @param pooled whether its address is that of a pooler
   */
  static ApplicationSession of(DemoSample sample, Path envFile, int sourcePort, boolean pooled) {
    if (pooled) {
      return new PooledSession(envFile, sample, sourcePort);
    }
    WriteSession session = new WriteSession(envFile, sample, sourcePort);
    return switch (sample.kind()) {
      case POSTGRESQL, SQLITE -> session;
      case CHROMA -> new VectorSession(sample, envFile, session);
    };
  }

  /** The database that {@link #write} spoke to last. */
  WriteSide side();

  /**
   * Runs one transaction.
   *
   * @throws SQLException when the database objects to a statement itself
   * @throws LostWriteException when a statement does not find exactly its one row
   */
  Outcome write(List<SampleWrite> transaction) throws SQLException, IOException;

  /** After a refusal: the next write goes to the database that the .env file names now. */
  void followEnvFile() throws IOException;

  @Override
  void close();
}
