/** Opens reading sessions whose settings make both ends print the same value alike. */
package io.tributary.validator.database;
