/** What the capture costs an application that writes to an SQLite file. */
@NullMarked
package io.tributary.bench.sqlite;

import org.jspecify.annotations.NullMarked;
