package org.miltermanager.detect;

/**
 * What keeps a milter out of the chain although it seems to be meant to be there, or might.
 *
 * @param problem one clause, which names the file
 * @param remedy what helps: a command, or what to edit
 */
public record Trouble(String problem, String remedy) {}
