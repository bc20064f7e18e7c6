#!/bin/sh

pie install photolibrary/photolibrary
