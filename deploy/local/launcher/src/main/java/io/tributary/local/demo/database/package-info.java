/** Addresses of databases as applications have them in their .env files. */
@NullMarked
package io.tributary.local.demo.database;

import org.jspecify.annotations.NullMarked;
