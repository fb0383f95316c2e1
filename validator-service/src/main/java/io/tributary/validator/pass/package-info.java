/** Compares all tables of a source again and again while applications write on. */
package io.tributary.validator.pass;
