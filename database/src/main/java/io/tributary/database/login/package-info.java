/** Keeps the logins of databases cheap where many follow one another. */
@NullMarked
package io.tributary.database.login;

import org.jspecify.annotations.NullMarked;
