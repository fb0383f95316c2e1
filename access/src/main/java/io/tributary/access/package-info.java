/**
 * Who may ask the services what: tokens, their roles, and which requests web pages may not make.
 */
@NullMarked
package io.tributary.access;

import org.jspecify.annotations.NullMarked;
