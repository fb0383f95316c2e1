/** The nouns that every part speaks of: streams, tables and positions. */
package io.tributary.common.model;
